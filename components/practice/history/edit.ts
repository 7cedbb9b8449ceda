import { formatHold } from "@/components/practice/labels.ts";
import { readDuration } from "@/components/time/read-duration.ts";
import type { Practice } from "@/lib/practice/shapes.ts";

/** What somebody types about a practice that is over, read as the server will read it. Pure. */

export interface PracticeDraft {
  duration: string;
  mood: string;
  note: string;
}

export type PracticeProblems = Partial<Record<keyof PracticeDraft, string>>;

/** What is to be changed; only what was touched is in it. */
export interface PracticeChanges {
  duration_seconds?: number;
  mood?: string | null;
  note?: string | null;
}

type Edited = Pick<Practice, "duration_seconds" | "mood" | "note">;

const longest = { mood: 50, note: 2000 };
const longestSeconds = 86_400;

/** A practice as its form shows it at first. */
export const draftOf = ({ duration_seconds, mood, note }: Edited): PracticeDraft => ({
  duration: formatHold(duration_seconds),
  mood: mood ?? "",
  note: note ?? "",
});

const isPrintable = (text: string): boolean => !/[^\P{Cc}\n\r\t]/u.test(text) && text.isWellFormed();

function problemOf(name: "mood" | "note", text: string): string | undefined {
  if (text.length > longest[name]) return `At most ${longest[name].toLocaleString("en")} characters`;
  return isPrintable(text) ? undefined : "Control characters are not allowed";
}

/** Reads a draft: what it changes, or what is wrong with it. */
export function readDraft(
  draft: PracticeDraft,
  base: Edited,
): { changes: PracticeChanges; problems: PracticeProblems } {
  const before = draftOf(base);
  const problems: PracticeProblems = {};
  const changes: PracticeChanges = {};
  if (draft.duration.trim() !== before.duration) {
    const seconds = readDuration(draft.duration);
    if (seconds === null) problems.duration = "Enter a time such as 4 m 30 s, or 5 for minutes";
    else if (seconds > longestSeconds) problems.duration = "At most 24 hours";
    else changes.duration_seconds = seconds;
  }
  for (const name of ["mood", "note"] as const) {
    const text = draft[name].trim();
    const problem = problemOf(name, text);
    if (problem !== undefined) problems[name] = problem;
    else if (text !== before[name].trim()) changes[name] = text || null;
  }
  return { changes, problems };
}
