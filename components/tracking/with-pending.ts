import type { Session } from "@/lib/tracking/shapes.ts";
import type { SessionPages } from "./list/list-pages.ts";
import { compareBy, matches } from "./list/sort-order.ts";
import { applyAll, type Operation } from "./pending.ts";

/** The list as it will be once the server has confirmed what the person did. Pure. */

export interface WithPending {
  /** Sessions that have ended, in the order of the list. */
  ended: Session[];
  /** The session that runs, when the filters ask for it. */
  running: Session | null;
  /** How many there are in all, those that were not read yet included. */
  total: number;
}

function sessionsOf(operation: Operation): Session[] {
  if (operation.kind === "remove" || operation.kind === "restore") return operation.sessions;
  return operation.kind === "end" || operation.kind === "edit" ? [operation.session] : [];
}

/** Most rows have nothing to do with what waits; only the others are worth a closer look. */
function touchedBy(operations: Operation[]): (session: Session) => boolean {
  const ids = new Set<number>();
  const keys = new Set<string | null>();
  for (const operation of operations) {
    keys.add(operation.key);
    for (const session of sessionsOf(operation)) {
      ids.add(session.id);
      if (session.client_session_id !== null) keys.add(session.client_session_id);
    }
  }
  return ({ id, client_session_id }) => ids.has(id) || keys.has(client_session_id);
}

/**
 * Lays operations over the pages that were read.
 * @param running the session that runs, as the server has told last
 */
export function withPending(
  data: SessionPages,
  running: Session | null,
  operations: Operation[],
  zone: string,
): WithPending {
  const [first] = data.pages;
  if (!first) return { ended: [], running: null, total: 0 };
  const { asked } = first;
  const seen = new Set<number>();
  const rows = data.pages.flatMap(({ sessions }) => sessions).filter(({ id }) => !seen.has(id) && seen.add(id));
  // What runs stands on its own, as the summary knows it.
  const ended = rows.filter(({ end_time }) => end_time !== null);
  const inView = (session: Session | null) => (session && matches(session, asked, zone) ? session : null);
  const before = inView(running);
  if (operations.length === 0) return { ended, running: before, total: first.total };

  const isTouched = touchedBy(operations);
  const after = applyAll({ ended: ended.filter(isTouched), running }, operations);
  const compare = compareBy(asked.sort);
  const last = rows.at(-1);
  const more = data.pages.at(-1)?.next_cursor !== null;
  const changed = after.ended.filter(
    (session) => matches(session, asked, zone) && !(more && last && compare(session, last) > 0),
  );
  const laid = [...ended.filter((session) => !isTouched(session)), ...changed].sort(compare);
  const now = inView(after.running);
  const difference = laid.length - ended.length + Number(now !== null) - Number(before !== null);
  return { ended: laid, running: now, total: Math.max(0, first.total + difference) };
}
