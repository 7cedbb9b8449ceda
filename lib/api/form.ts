import type { ActionResult } from "./action.ts";

/** What a form and its server action hand back and forth. Safe for the browser. */

export interface FormState {
  /** Grows with every answer, so that the same refusal twice is seen twice. */
  attempt: number;
  done: boolean;
  /** What was typed, to be shown again; never a password. */
  typed: Record<string, string>;
  /** What is wrong, by field. */
  fields: Record<string, string>;
  /** What is wrong with the whole, or what was done. */
  message?: string;
  code?: string;
  /** Seconds until a repeat makes sense. */
  retryAfter?: number;
}

export const untouched: FormState = { attempt: 0, done: false, typed: {}, fields: {} };

/** One text of a form; empty when it is missing or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** Several texts of a form, by name. */
export const textsOf = <Name extends string>(form: FormData, ...names: Name[]): Record<Name, string> =>
  Object.fromEntries(names.map((name) => [name, textOf(form, name)])) as Record<Name, string>;

/** The words for each of `needed` that is empty. */
export function missingOf(form: FormData, needed: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(needed).filter(([name]) => textOf(form, name).trim() === ""));
}

/** The answer to a form with wrong fields that no service needs to see. */
export const refuseFields = (
  before: FormState,
  fields: Record<string, string>,
  typed: Record<string, string> = {},
): FormState => ({ attempt: before.attempt + 1, done: false, typed, fields, code: "VALIDATION_ERROR" });

/** The answer to a form that was sent on to a service. A refusal beside a field needs no words for the whole. */
export function answerForm(
  before: FormState,
  result: ActionResult<unknown>,
  typed: Record<string, string> = {},
  message?: string,
): FormState {
  const attempt = before.attempt + 1;
  if (result.ok) return { attempt, done: true, typed: {}, fields: {}, ...(message !== undefined && { message }) };
  const { code, fields, retryAfter } = result;
  const beside = Object.keys(fields).some((name) => name in typed || name === "password");
  return {
    attempt,
    done: false,
    typed,
    fields,
    code,
    ...(!beside && { message: result.message }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
