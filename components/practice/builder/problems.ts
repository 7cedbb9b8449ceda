import type { Draft, DraftStep } from "./draft.ts";

/** What is wrong with a draft, by the rules of `lib/practice/shapes.ts`, which stays on the server. Pure. */

export const longestHold = 3600;
export const longestTransition = 120;
export const mostSteps = 100;
const longestName = 100;
const longestDescription = 2000;
const longestFocus = 50;
const longestNote = 500;

export type StepField = "pose_slug" | "hold_seconds" | "side" | "transition_seconds" | "note";
export type DraftField = keyof Draft;

export interface Problems {
  fields: Partial<Record<DraftField, string>>;
  /** By the step's key. */
  steps: Readonly<Record<string, Partial<Record<StepField, string>>>>;
}

export const noProblems: Problems = { fields: {}, steps: {} };

export const hasProblems = ({ fields, steps }: Problems): boolean =>
  Object.keys(fields).length > 0 || Object.keys(steps).length > 0;

const tooLong = (most: number): string => `At most ${most} characters`;

function problemOfLine(text: string, most: number, whenEmpty: string): string | undefined {
  const { length } = text.trim();
  if (length === 0) return whenEmpty;
  return length > most ? tooLong(most) : undefined;
}

function problemOfSeconds(value: number | null, least: number, most: number, saidMost: string): string | undefined {
  if (value === null || !Number.isInteger(value)) return "Enter whole seconds";
  if (value < least) return `At least ${least} s`;
  return value > most ? saidMost : undefined;
}

type Found<Field extends string> = Partial<Record<Field, string | undefined>>;

/** Without what is in order. */
const wrongOf = <Field extends string>(found: Found<Field>): Partial<Record<Field, string>> =>
  Object.fromEntries(Object.entries(found).filter(([, words]) => words !== undefined)) as Partial<
    Record<Field, string>
  >;

const problemsOfStep = ({ hold_seconds, transition_seconds, side, bilateral, note }: DraftStep) =>
  wrongOf<StepField>({
    hold_seconds: problemOfSeconds(hold_seconds, 1, longestHold, "At most one hour (3600 s)"),
    transition_seconds: problemOfSeconds(transition_seconds, 0, longestTransition, `At most ${longestTransition} s`),
    side: side !== null && !bilateral ? "This pose has no sides" : undefined,
    note: note.trim().length > longestNote ? tooLong(longestNote) : undefined,
  });

function problemOfCount(count: number): string | undefined {
  if (count === 0) return "Add at least one pose";
  return count > mostSteps ? `At most ${mostSteps} poses; remove ${count - mostSteps}` : undefined;
}

/** Everything the server would refuse, beside its field. */
export function problemsOf({ name, description, focus_area, steps }: Draft): Problems {
  const fields = wrongOf<DraftField>({
    name: problemOfLine(name, longestName, "Enter a name"),
    description: description.length > longestDescription ? tooLong(longestDescription) : undefined,
    focus_area: problemOfLine(focus_area, longestFocus, "Enter a focus, such as hips"),
    steps: problemOfCount(steps.length),
  });
  const wrong = steps
    .map((step) => [step.key, problemsOfStep(step)] as const)
    .filter(([, found]) => Object.keys(found).length > 0);
  // Always the same object while nothing is wrong, so that the steps do not re-render.
  return { fields, steps: wrong.length === 0 ? noProblems.steps : Object.fromEntries(wrong) };
}

const fieldsOfApi: Record<string, DraftField> = {
  name: "name",
  description: "description",
  style: "style",
  difficulty: "difficulty",
  focus_area: "focus_area",
  is_public: "is_public",
  poses: "steps",
};
const stepFields: readonly string[] = ["pose_slug", "hold_seconds", "side", "transition_seconds", "note"];

/**
 * Where the builder shows what the server found wrong.
 * @param told by path, as `name` or `poses.2.hold_seconds`
 * @param sent the draft that was sent, for its steps' keys
 */
export function problemsOfApi(told: Record<string, string>, sent: Draft): Problems {
  const fields: Problems["fields"] = {};
  const steps: Record<string, Partial<Record<StepField, string>>> = {};
  for (const [path, words] of Object.entries(told)) {
    const [field = "", place, inner = "pose_slug"] = path.split(".");
    const step = field === "poses" && place !== undefined ? sent.steps[Number(place)] : undefined;
    const known = fieldsOfApi[field];
    if (step) {
      const name = (stepFields.includes(inner) ? inner : "pose_slug") as StepField;
      steps[step.key] = { [name]: words, ...steps[step.key] };
    } else if (known) fields[known] ??= words;
  }
  // A short path only sums up what its steps tell already.
  if (Object.keys(steps).length > 0) delete fields.steps;
  return { fields, steps };
}

/** What stays of the problems a server told, once something else is typed: a changed field is no longer accused. */
export function problemsAfter(problems: Problems, before: Draft, after: Draft): Problems {
  if (problems === noProblems) return problems;
  const fields = Object.entries(problems.fields).filter(
    ([name]) => before[name as DraftField] === after[name as DraftField],
  );
  const steps = Object.entries(problems.steps).flatMap(([key, told]) => {
    const [was, is] = [before, after].map((draft) => draft.steps.find((step) => step.key === key));
    if (!was || !is) return [];
    const left = Object.entries(told).filter(([name]) => was[name as StepField] === is[name as StepField]);
    return left.length > 0 ? [[key, Object.fromEntries(left)]] : [];
  });
  return { fields: Object.fromEntries(fields), steps: Object.fromEntries(steps) };
}

/** Both, the first one's words before the other's. */
export function joined(one: Problems, other: Problems): Problems {
  if (!hasProblems(other)) return one;
  const keys = new Set([...Object.keys(one.steps), ...Object.keys(other.steps)]);
  return {
    fields: { ...other.fields, ...one.fields },
    steps: Object.fromEntries([...keys].map((key) => [key, { ...other.steps[key], ...one.steps[key] }])),
  };
}

/** What is wrong already while somebody is still typing: what is too much, but not what is empty yet. */
export function emergingProblems(draft: Draft): Problems {
  const { name, focus_area, steps } = draft;
  const filled = steps.map((step) => ({
    ...step,
    hold_seconds: step.hold_seconds ?? 1,
    transition_seconds: step.transition_seconds ?? 0,
  }));
  const found = problemsOf({ ...draft, name: name.trim() || "-", focus_area: focus_area.trim() || "-", steps: filled });
  if (steps.length > 0) return found;
  const { steps: _none, ...fields } = found.fields;
  return { ...found, fields };
}
