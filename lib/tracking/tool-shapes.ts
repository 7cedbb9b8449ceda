import { z } from "zod";
import { cleanProse, instantIn, instantOut, secondsShape } from "@/lib/api/shapes.ts";
import { comparisons, dayShape, groupings, periodDate, periods, pullRequestNumber } from "./shapes.ts";

/**
 * The input and output of an assistant's tools for tracked time. Durations come in seconds and in words. Safe for the
 * browser.
 */

const words = z.string().meta({ description: "Same in words, such as `1 h 24 m`." });
const repositoryName = z.string().meta({ description: "As `owner/name`." });
const localTime = z.string().meta({ description: "As `HH:MM`, in the person's zone." });

/** A period, as models name it. */
export const periodToolInput = {
  period: z
    .enum(periods)
    .optional()
    .meta({ description: "Default: this_week, or all_time for one pull request. Omit it when giving dates." }),
  from: periodDate.optional().meta({ description: "First day, as 2026-03-01. Instead of a period." }),
  to: periodDate.optional().meta({ description: "Last day, included; by default today." }),
};

const repositoryWords = z.string().trim().max(201);

/** The query for a period's time, as models send it. */
const whichToolInput = {
  repository: repositoryWords
    .optional()
    .meta({ description: "Only this one: its name or owner/name. An approximate name will do." }),
  pr_number: pullRequestNumber.optional().meta({ description: "Only the pull request with this number." }),
};

export const trackedTimeInput = {
  ...periodToolInput,
  ...whichToolInput,
  group_by: z.enum(groupings).optional().meta({
    description: "Adds `groups`: repositories and pull requests largest first; days, weeks and months in order.",
  }),
  compare: z.enum(comparisons).optional().meta({
    description:
      "Adds `comparison`: with the `previous` period of the same length or, for a day or a week, with the person's `usual`.",
  }),
  compare_from: periodDate.optional().meta({ description: "First day to compare with. Instead of `compare`." }),
  compare_to: periodDate.optional().meta({ description: "Last day to compare with." }),
};

export const runningShape = z.object({
  session_id: z.int(),
  repository: repositoryName,
  pr_number: z.int(),
  start_time: instantOut,
  start_local: localTime,
  elapsed_seconds: secondsShape,
  elapsed: words,
});

const spent = { total_seconds: secondsShape, total: words, session_count: z.int() };

export const trackedTimeOutput = z.object({
  status: z.literal("ok"),
  from: z.iso.date(),
  to: z.iso.date(),
  repository: repositoryName.optional(),
  pr_number: z.int().optional(),
  ...spent,
  active_days: z.int().meta({ description: "Days with work." }),
  average_seconds_per_active_day: secondsShape,
  average_per_active_day: words,
  average_seconds_per_session: secondsShape,
  average_per_session: words,
  longest_session_seconds: secondsShape.optional(),
  longest_session: words.optional(),
  repositories: z.array(z.object({ repository: repositoryName, ...spent })),
  days: z.array(dayShape).optional().meta({ description: "Days with tracked time, for periods of at most 31 days." }),
  groups: z
    .array(z.object({ key: z.string(), ...spent }))
    .optional()
    .meta({ description: "Keyed by `owner/name`, `owner/name#1`, a date, the first date of a week, or a month." }),
  more_groups: z.int().optional().meta({ description: "How many groups were left out: the smallest or the oldest." }),
  comparison: z
    .object({
      from: z.iso.date(),
      to: z.iso.date(),
      total_seconds: secondsShape,
      total: words,
      difference_seconds: z.int().meta({ description: "How much more the period has; less than 0 when it has less." }),
      difference: words.meta({ description: "How much more or less, in words without a sign." }),
    })
    .nullable()
    .optional()
    .meta({ description: "Null when there is too little data for the usual. The usual looks at these dates." }),
  running: runningShape.nullable(),
});

export const runningOutput = z.object({ status: z.literal("ok"), running: runningShape.nullable() });

export const streakOutput = z.object({
  status: z.literal("ok"),
  current_streak_days: z.int(),
  longest_streak_days: z.int(),
  today_seconds: secondsShape,
  today: words,
  week_seconds: secondsShape,
  week: words,
  period_days: z.int().meta({ description: "The number of days in the averages." }),
  active_days: z.int(),
  average_per_active_day_seconds: secondsShape,
  average_per_active_day: words,
  average_per_session_seconds: secondsShape,
  average_per_session: words,
});

export const listSessionsInput = {
  period: z.enum(periods).optional().meta({ description: "By default all time." }),
  from: periodToolInput.from,
  to: periodToolInput.to,
  ...whichToolInput,
  order: z.enum(["newest", "oldest"]).optional().meta({ description: "By when they began; by default newest first." }),
  limit: z.int().min(1).max(20).optional().meta({ description: "How many, 1 to 20; by default 5." }),
};

const listedSession = z.object({
  session_id: z.int(),
  repository: repositoryName,
  pr_number: z.int(),
  status: z.enum(["active", "completed"]),
  start_time: instantOut,
  start_local: localTime,
  date: z.iso.date().meta({ description: "The local day it began." }),
  end_time: instantOut.nullable(),
  end_local: localTime.nullable(),
  duration_seconds: secondsShape.nullable(),
  duration: words.nullable(),
  note: z.string().nullable(),
  tags: z.array(z.string()),
});

export const listSessionsOutput = z.object({
  status: z.literal("ok"),
  sessions: z.array(listedSession).max(20),
  total: z.int().meta({ description: "The total number." }),
});

const pullRequestInput = {
  repository: repositoryWords
    .min(1)
    .meta({ description: "As owner/name, or only its name if time was tracked on it before." }),
  pr_number: pullRequestNumber,
};

export const startSessionInput = pullRequestInput;

const ended = listedSession.omit({ status: true });

export const startSessionOutput = z.object({
  status: z.literal("started"),
  ...runningShape.omit({ elapsed: true, elapsed_seconds: true }).shape,
  already: z.boolean().optional().meta({ description: "Whether it was already running." }),
  ended: ended.optional().meta({ description: "The session that this start ended." }),
});

export const endSessionOutput = z.object({ status: z.literal("ended"), ...ended.shape });

const clock = z
  .string()
  .trim()
  .regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$/, "Must be a time such as 09:30");

export const addSessionInput = {
  ...pullRequestInput,
  start_time: instantIn.optional().meta({ description: "An instant; or `date` and `start_local`." }),
  end_time: instantIn.optional().meta({ description: "An instant; or `date` and `end_local`." }),
  date: periodDate.optional().meta({ description: "The local day it began; default: today." }),
  start_local: clock.optional().meta({ description: "As 09:30, in the person's zone." }),
  end_local: clock.optional().meta({ description: "As 11:00; a time before the start is on the next day." }),
  duration_minutes: z
    .int()
    .min(1)
    .max(1440)
    .optional()
    .meta({ description: "Instead of its start or end. On its own, the session ends now." }),
  note: cleanProse(5000).optional(),
};

export const addSessionOutput = z.object({ status: z.literal("added"), ...ended.shape });
