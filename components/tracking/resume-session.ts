import type { Session } from "@/lib/tracking/shapes.ts";
import { type Operation, startOf } from "./pending.ts";

/** Longer ago nothing can be started, in milliseconds. */
const longestMs = 24 * 3_600_000;

/** Whether a session that has ended can go on as if it had not. */
export const canResume = ({ start_time, end_time }: Session, now: number): boolean =>
  end_time !== null && now - Date.parse(start_time) < longestMs;

/**
 * Has a session that has ended go on as if it had not: the same beginning, words and tags, and no end. The ended one
 * goes, and comes back when the start is refused.
 * @param run sends an operation, in the order in which they are given
 */
export async function resumeSession(
  session: Session,
  now: number,
  run: (operation: Operation) => Promise<Session[] | undefined>,
): Promise<void> {
  const done = () => ({ key: crypto.randomUUID(), at: now });
  const removed = run({ ...done(), kind: "remove", sessions: [session] });
  // What was refused need not be told twice.
  removed.catch(() => {});
  const started = run({ ...done(), kind: "start", ...startOf(session) });
  try {
    await removed;
    const [again] = (await started) ?? [];
    const { note, tags } = session;
    if (!again || (note === null && tags.length === 0)) return;
    await run({ ...done(), kind: "edit", session: again, changes: { note, tags } });
  } catch {
    await run({ ...done(), kind: "restore", sessions: [session] }).catch(() => {});
  }
}
