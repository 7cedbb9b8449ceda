import { z } from "zod";
import { isVisible } from "@/lib/core/text.ts";

/** Shapes that several domains use. Safe for the browser. */

// PostgreSQL text cannot hold NUL, terminals and logs should get no control characters, and UTF-8 has no lone
// surrogates.
const controls = /[^\P{Cc}\n\r\t]/u;
const lineBreaks = /[\n\r\t]/;
const wellFormed = (value: string) => value.isWellFormed();

// One encoding of what looks the same (UAX #15), so that lengths, duplicates and comparisons agree on every platform.
const toNfc = (text: string): string => text.normalize("NFC");

/** Rejects required text without a visible character. */
const visible = [isVisible, { error: "Must have at least one visible character" }] as const;

/** Single-line text in NFC: trimmed, `min` to `max` characters with at least one visible, no control characters. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .overwrite(toNfc)
    .trim()
    .min(min, { error: min === 1 ? "Must not be empty" : `Must be at least ${min} characters long`, abort: true })
    .max(max, { error: `Must be at most ${max} characters long` })
    .refine((value) => !controls.test(value) && !lineBreaks.test(value) && wellFormed(value), {
      error: "Control characters are not allowed",
      abort: true,
    })
    .refine(...visible);

/** Multi-line text in NFC: at most `max` characters, no control characters but line breaks and tabs. */
export const prose = (max: number) =>
  z
    .string()
    .overwrite(toNfc)
    .max(max)
    .refine((value) => !controls.test(value) && wellFormed(value), { error: "Control characters are not allowed" });

const everyControl = /[^\P{Cc}\n\r\t]/gu;
const withoutControls = (text: string): string => toNfc(text.toWellFormed().replace(everyControl, ""));

/**
 * Single-line text from a user who may have pasted it: control characters are removed, line breaks become spaces, then
 * it is trimmed and must have 1 to `max` characters, at least one of them visible. In NFC.
 */
export const cleanLine = (max: number) =>
  z
    .string()
    .overwrite((text) => withoutControls(text).replace(/[\n\r\t]+/g, " "))
    .trim()
    .min(1, { error: "Must not be empty", abort: true })
    .max(max, { error: `Must be at most ${max} characters long` })
    .refine(...visible);

/** Multi-line text in NFC: control characters but line breaks and tabs are removed, then `min` to `max` characters. */
export const cleanProse = (max: number, min = 0) => {
  const text = z
    .string()
    .overwrite(withoutControls)
    .trim()
    .min(min, { error: "Must not be empty", abort: true })
    .max(max, { error: `Must be at most ${max.toLocaleString("en")} characters long` });
  return min > 0 ? text.refine(...visible) : text;
};

/** An id. Paths and queries carry it as decimal digits, which the door converts; bodies as a JSON integer. */
export const idShape = z.int().positive().max(Number.MAX_SAFE_INTEGER).meta({ description: "Id" });

/** An instant: RFC 3339 with any offset in requests, always UTC with milliseconds in responses. */
export const instantIn = z.iso
  .datetime({ offset: true })
  .refine((value) => Date.parse(value) >= 0, { error: "Must be after 1969" });
export const instantOut = z.iso.datetime({ precision: 3 });

export const dateShape = z.iso.date().refine((value) => value >= "1970-01-01", { error: "Must be after 1969" });

/** A boolean in a query. */
export const queryFlag = z
  .enum(["true", "false", "1", "0"])
  .transform((value) => value === "true" || value === "1")
  .optional();

/** A duration in seconds. */
export const secondsShape = z.int().nonnegative();

/** Query parameters of every list. More than 100 is clamped; less than 1 and non-numbers are rejected. */
export const pageQuery = {
  limit: z
    .int()
    .min(1)
    .default(50)
    .transform((value) => Math.min(value, 100))
    .meta({ description: "Rows per answer, 1 to 100; larger values are clamped to 100." }),
  offset: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).meta({ description: "Rows to skip." }),
  cursor: z.string().max(200).optional().meta({
    description:
      "`next_cursor` of the previous answer. Use it instead of `offset`; it stays fast and exact in long lists.",
  }),
};

/** The fields every list has beside its rows. */
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
