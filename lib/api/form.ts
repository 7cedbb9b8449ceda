import type { ActionResult } from "./action.ts";

/** The state that a form and its server action exchange. Safe for the browser. */

export interface FormState {
  /** Incremented with every result, so that the same error twice is announced twice. */
  attempt: number;
  done: boolean;
  /** The typed values, to be shown again; never a password. */
  typed: Record<string, string>;
  /** Errors by field. */
  fields: Record<string, string>;
  /** An error for the form as a whole, or a success message. */
  message?: string;
  code?: string;
  /** Seconds until a retry makes sense. */
  retryAfter?: number;
}

export const untouched: FormState = { attempt: 0, done: false, typed: {}, fields: {} };

/** One text field of a form; empty when it is missing or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** Several text fields of a form, by name. */
export const textsOf = <Name extends string>(form: FormData, ...names: Name[]): Record<Name, string> =>
  Object.fromEntries(names.map((name) => [name, textOf(form, name)])) as Record<Name, string>;

/** The error messages for each empty field of `needed`. */
export function missingOf(form: FormData, needed: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(needed).filter(([name]) => textOf(form, name).trim() === ""));
}

/** The result for a form with invalid fields, without calling a service. */
export const refuseFields = (
  before: FormState,
  fields: Record<string, string>,
  typed: Record<string, string> = {},
): FormState => ({ attempt: before.attempt + 1, done: false, typed, fields, code: "VALIDATION_ERROR" });

/** The result for a form that a service handled. A field error needs no message for the whole form. */
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
