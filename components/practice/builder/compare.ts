import type { Side } from "@/lib/practice/constants.ts";
import { formatLabel } from "../labels.ts";
import { type Draft, type DraftStep, isSame } from "./draft.ts";
import { type Matched, matchSteps } from "./match.ts";

/** What another save has made of a sequence, beside what stands in the builder. Pure. */

type Field = Exclude<keyof Draft, "steps">;

export interface Change {
  /** What is now there, in words: `Name: Morning → Evening`. */
  words: string;
  /** What stands in the builder in its place, where that was changed too. */
  yours?: string;
}

const labels: Record<Field, string> = {
  name: "Name",
  description: "Description",
  style: "Style",
  difficulty: "Difficulty",
  focus_area: "Focus",
  is_public: "Visibility",
};
const longestQuote = 60;

function quote(text: string): string {
  if (text.trim() === "") return "empty";
  return text.length > longestQuote ? `${text.slice(0, longestQuote).trimEnd()}…` : text;
}

function say(field: Field, draft: Draft): string {
  if (field === "is_public") return draft.is_public ? "everyone here" : "only you";
  const said = quote(draft[field]);
  return field === "style" || field === "difficulty" ? formatLabel(said) : said;
}

const is = (field: Field, one: Draft, other: Draft): boolean => one[field] === other[field];

function changesOfFields(base: Draft, mine: Draft, theirs: Draft): Change[] {
  const changed = (Object.keys(labels) as Field[]).filter((field) => !is(field, base, theirs));
  return changed.map((field) => {
    const words = `${labels[field]}: ${say(field, base)} → ${say(field, theirs)}`;
    const clashes = !is(field, base, mine) && !is(field, mine, theirs);
    return { words, ...(clashes && { yours: say(field, mine) }) };
  });
}

const sides: Record<Side, string> = { left: "left", right: "right", both: "both sides" };
const formatSide = (side: Side | null): string => (side === null ? "no side" : sides[side]);
const formatSeconds = (seconds: number | null): string => `${seconds ?? 0} s`;

/** Every difference of two steps of one pose, as `30 s → 45 s`. */
function differencesOf(was: DraftStep, now: DraftStep): string[] {
  const found: string[] = [];
  if (was.hold_seconds !== now.hold_seconds)
    found.push(`${formatSeconds(was.hold_seconds)} → ${formatSeconds(now.hold_seconds)}`);
  if (was.side !== now.side) found.push(`${formatSide(was.side)} → ${formatSide(now.side)}`);
  if (was.transition_seconds !== now.transition_seconds) {
    found.push(`transition ${formatSeconds(was.transition_seconds)} → ${formatSeconds(now.transition_seconds)}`);
  }
  if (was.note.trim() !== now.note.trim()) found.push(`note ${quote(was.note)} → ${quote(now.note)}`);
  return found;
}

function wordsOf({ was, now, from, to, moved }: Matched): string[] {
  if (!was) return [`Added ${now?.english_name} as step ${to + 1}`];
  if (!now) return [`Removed ${was.english_name}, step ${from + 1}`];
  const differences = differencesOf(was, now);
  return [
    ...(moved ? [`Moved ${now.english_name} from place ${from + 1} to ${to + 1}`] : []),
    ...(differences.length > 0 ? [`Step ${to + 1}, ${now.english_name}: ${differences.join(", ")}`] : []),
  ];
}

const stepsOf = (from: Draft, steps: DraftStep[]): Draft => ({ ...from, steps });
const sameSteps = (one: Draft, other: Draft): boolean => isSame(stepsOf(one, one.steps), stepsOf(one, other.steps));

/**
 * What was changed elsewhere since the builder began from `base`; empty when nothing was.
 * @param theirs as it is kept now
 */
export function changesElsewhere(base: Draft, mine: Draft, theirs: Draft): Change[] {
  const steps = matchSteps(base.steps, theirs.steps).flatMap(wordsOf);
  return [...changesOfFields(base, mine, theirs), ...steps.map((words) => ({ words }))];
}

/** Whether the steps were changed both elsewhere and in the builder, and not alike. */
export const stepsClash = (base: Draft, mine: Draft, theirs: Draft): boolean =>
  !sameSteps(base, mine) && !sameSteps(base, theirs) && !sameSteps(mine, theirs);

/** Both sides' changes in one draft; null when they changed the same thing in two ways. */
export function combine(base: Draft, mine: Draft, theirs: Draft): Draft | null {
  const fields = Object.keys(labels) as Field[];
  const clash = fields.some((field) => !is(field, base, mine) && !is(field, base, theirs) && !is(field, mine, theirs));
  if (clash || stepsClash(base, mine, theirs)) return null;
  const taken = fields.filter((field) => is(field, base, mine)).map((field) => [field, theirs[field]]);
  const steps = sameSteps(base, mine) ? theirs.steps : mine.steps;
  return { ...mine, ...(Object.fromEntries(taken) as Partial<Draft>), steps };
}
