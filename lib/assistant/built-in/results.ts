import type { ListedTask } from "./intents.ts";
import { isJson, type Json, type Step } from "./prompt.ts";

/** A value of unknown shape as text. `String()` would call what a result names `toString`. */
export function plainText(value: unknown, fallback = ""): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : fallback;
}

/** Reads tool results defensively: a result may be anything. */

const isId = (value: unknown): value is number => typeof value === "number" && Number.isInteger(value) && value > 0;
const textOr = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** The tasks in a list of a result. */
export function tasksIn(value: unknown): ListedTask[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isJson).flatMap(({ id, title, status, due_date, priority, created_at }) =>
    isId(id) && typeof title === "string"
      ? [
          {
            ...{ id, title, status: plainText(status, "pending") },
            ...{ due_date: textOr(due_date), priority: textOr(priority), created_at: textOr(created_at) },
          },
        ]
      : [],
  );
}

/** A tool's result; undefined when there is none. */
export const resultOf = ({ outcome }: Step): Json | undefined =>
  outcome.kind === "result" ? outcome.value : undefined;

/** The code of a tool's error. */
export function errorOf(step: Step): string | undefined {
  const value = resultOf(step);
  return value?.status === "error" ? plainText(value.code, "INTERNAL") : undefined;
}

const detailsOf = (step: Step): Json => {
  const details = resultOf(step)?.details;
  return isJson(details) ? details : {};
};

/** The tasks among which a tool asks the user to choose. */
export const candidatesOf = (step: Step): ListedTask[] =>
  /^TASK_(?:NOT_FOUND|AMBIGUOUS)$/.test(errorOf(step) ?? "") ? tasksIn(detailsOf(step).suggestions) : [];

/** Repository names that a tool suggests. */
export function repositoriesOf(step: Step): string[] {
  const { suggestions } = detailsOf(step);
  return Array.isArray(suggestions) ? suggestions.filter((each) => typeof each === "string") : [];
}

/** Sequence names that a tool suggests. */
export function namesOf(step: Step): string[] {
  const { suggestions } = detailsOf(step);
  return (Array.isArray(suggestions) ? suggestions : []).flatMap((each) =>
    isJson(each) && typeof each.name === "string" ? [each.name] : [],
  );
}

/** The one task of a result. */
export function taskOf(step: Step): ListedTask | undefined {
  const { task_id, ...value } = resultOf(step) ?? {};
  return tasksIn([{ ...value, id: task_id }])[0];
}
