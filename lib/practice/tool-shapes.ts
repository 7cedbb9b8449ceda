import { z } from "zod";
import { cleanProse, instantOut, secondsShape } from "@/lib/api/shapes.ts";
import { periodToolInput } from "@/lib/tracking/tool-shapes.ts";
import { styles } from "./constants.ts";

/**
 * The input and output of an assistant's tools for practice. Durations come in seconds and in words. Safe for the
 * browser.
 */

const words = z.string().meta({ description: "Same in words, such as `1 h 24 m`." });
const url = z.string().meta({ description: "A path within Stint." });
const style = z.enum(styles);

export const practiceTotalsInput = {
  ...periodToolInput,
  period: periodToolInput.period.meta({ description: "Default: all time. Omit it when giving dates." }),
};

export const practiceTotalsOutput = z.object({
  status: z.literal("ok"),
  from: z.iso.date().optional().meta({ description: "First day of the totals, when a period was requested." }),
  to: z.iso.date().optional(),
  total_practices: z.int().meta({ description: "For the period or all time; likewise the other totals." }),
  total_seconds: secondsShape,
  total: words,
  favorite_styles: z.array(z.object({ style, practice_count: z.int(), total_seconds: secondsShape, total: words })),
  today_seconds: secondsShape,
  today: words,
  week_seconds: secondsShape,
  week: words,
  week_practices: z.int(),
  current_streak_days: z.int(),
  longest_streak_days: z.int(),
  last_practice_at: instantOut.nullable(),
  last_practised_at: instantOut
    .nullable()
    .meta({ description: "When the latest practice began, whatever the period." }),
  last_practised_date: z.iso.date().nullable(),
  last_sequence: z.string().nullable().meta({ description: "The name of the sequence practised." }),
});

export const suggestPracticeInput = {
  q: cleanProse(200).optional().meta({ description: "What it is for, in words: a stiff neck, hips, evening." }),
  focus_area: cleanProse(50).optional().meta({ description: "A part of the body, or what sequences are about." }),
  style: style.optional(),
  max_minutes: z.int().min(1).max(10_000).optional(),
};

export const suggestPracticeOutput = z.object({
  status: z.literal("ok"),
  sequences: z
    .array(
      z.object({
        id: z.int(),
        name: z.string(),
        style,
        total_seconds: secondsShape,
        total: words,
        focus_area: z.string(),
        url: url.meta({ description: "The path of its page." }),
      }),
    )
    .max(5),
});

export const beginPracticeInput = {
  sequence_id: z.int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  sequence: cleanProse(100).optional().meta({ description: "Its name, when the id is not known." }),
};

export const beginPracticeOutput = z.object({
  status: z.literal("ok"),
  sequence: z.object({ id: z.int(), name: z.string(), style, total_seconds: secondsShape, total: words }),
  url: url.meta({ description: "The path that begins it. Nothing is recorded before the person opens it." }),
});
