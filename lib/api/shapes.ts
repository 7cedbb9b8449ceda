import { z } from "zod";

/** Shapes that several domains use. Safe for the browser. */

// PostgreSQL text holds no NUL, terminals and logs take no control characters, UTF-8 no lone surrogates.
const controls = /[^\P{Cc}\n\r\t]/u;
const lineBreaks = /[\n\r\t]/;
const wellFormed = (value: string) => value.isWellFormed();

/** Text of one line: trimmed, `min` to `max` characters, no control characters. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min, { error: min === 1 ? "Must not be empty" : `Must be at least ${min} characters long` })
    .max(max, { error: `Must be at most ${max} characters long` })
    .refine((value) => !controls.test(value) && !lineBreaks.test(value) && wellFormed(value), {
      error: "Control characters are not allowed",
    });

/** Text of several lines: at most `max` characters, no control characters but line breaks and tabs. */
export const prose = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !controls.test(value) && wellFormed(value), { error: "Control characters are not allowed" });

const everyControl = /[^\P{Cc}\n\r\t]/gu;
const invisible = (text: string): string => text.toWellFormed().replace(everyControl, "");

/**
 * Text of one line from somebody who may have pasted it: control characters are taken out, line breaks become spaces,
 * then it is trimmed and must have 1 to `max` characters.
 */
export const cleanLine = (max: number) =>
  z
    .string()
    .overwrite((text) => invisible(text).replace(/[\n\r\t]+/g, " "))
    .trim()
    .min(1, { error: "Must not be empty" })
    .max(max, { error: `Must be at most ${max} characters long` });

/** Text of several lines: control characters but line breaks and tabs are taken out, then `min` to `max` characters. */
export const cleanProse = (max: number, min = 0) =>
  z
    .string()
    .overwrite(invisible)
    .trim()
    .min(min, { error: "Must not be empty" })
    .max(max, { error: `Must be at most ${max.toLocaleString("en")} characters long` });

/** An id. Accepts the string a path carries. */
export const idShape = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).meta({ description: "Id" });

/** An instant: RFC 3339 with any offset on the way in, always UTC with milliseconds on the way out. */
export const instantIn = z.iso
  .datetime({ offset: true })
  .refine((value) => Date.parse(value) >= 0, { error: "Must be a time since 1970" });
export const instantOut = z.iso.datetime({ precision: 3 });

export const dateShape = z.iso.date().refine((value) => value >= "1970-01-01", { error: "Must be a date since 1970" });

/** How many seconds something took. */
export const secondsShape = z.int().nonnegative();

const wholeNumber = z.coerce.number().int();

/** Query parameters of every list. More than 100 is clamped; less than 1 and what is no number are refused. */
export const pageQuery = {
  limit: wholeNumber
    .min(1)
    .default(50)
    .transform((value) => Math.min(value, 100))
    .meta({ description: "Rows in one answer, 1 to 100; more is clamped to 100." }),
  offset: wholeNumber.min(0).max(Number.MAX_SAFE_INTEGER).default(0).meta({ description: "Rows to pass over." }),
  cursor: z.string().max(200).optional().meta({
    description:
      "`next_cursor` of the answer before; takes the place of `offset`, and stays quick and exact in deep lists.",
  }),
};

/** What every list carries beside its rows. */
export const pageShape = {
  total: z.int().nonnegative(),
  limit: z.int(),
  offset: z.int(),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
};

/** The body of every error. */
export const errorShape = z.object({
  error: z.string(),
  code: z.string(),
  message: z.string(),
  detail: z.array(z.object({ loc: z.array(z.union([z.string(), z.int()])), msg: z.string(), type: z.string() })),
  request_id: z.string(),
});
