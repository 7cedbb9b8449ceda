import { z } from "zod";
import { cleanProse, dateShape, instantIn, instantOut, line, prose, secondsShape } from "@/lib/api/shapes.ts";

/** Shapes of tracked time. Safe for the browser. */

export const repositoryPart = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,100}$/, "Must be a GitHub name: letters, digits, - _ .")
  .refine((name) => name !== "." && name !== "..", { error: "Must be a GitHub name other than . and .." })
  .meta({ description: "Case is ignored; the spelling first seen is shown." });
export const pullRequestNumber = z.int().positive().max(2_147_483_647);
export const tags = z
  .array(line(50))
  .max(20)
  .transform((values) => [...new Set(values)]);
export const note = prose(5000).nullable();
export const duration = secondsShape.max(86_400).meta({ description: "Active time in seconds, at most 24 hours." });
export const clientSessionId = z.guid().transform((value) => value.toLowerCase());

/** A title or branch from a GitHub page: odd text in it must not prevent a session from starting. */
export const pageText = (max: number) =>
  cleanProse(100_000)
    .transform((text) => text.replaceAll(/\s+/g, " ").slice(0, max).toWellFormed() || null)
    .nullable();

export const pullRequest = {
  repo_owner: repositoryPart,
  repo_name: repositoryPart,
  pr_number: pullRequestNumber,
};

export const sessionShape = z
  .object({
    id: z.int(),
    session_id: z.int().meta({ description: "Same as `id`." }),
    repo_owner: z.string(),
    repo_name: z.string(),
    pr_number: z.int(),
    start_time: instantOut,
    end_time: instantOut.nullable(),
    duration_seconds: z.int().nullable().meta({ description: "Active time; null while the session runs." }),
    status: z.enum(["active", "completed"]),
    ended_by: z
      .enum(["user", "superseded", "stale"])
      .nullable()
      .meta({ description: "Who ended it. A session ended by the server can be corrected by one explicit end." }),
    client_session_id: z.string().nullable(),
    source: z.string().nullable(),
    pr_title: z.string().nullable().meta({ description: "The pull request's title when it was started." }),
    branch: z.string().nullable(),
    note: z.string().nullable(),
    tags: z.array(z.string()),
    created_at: instantOut,
    updated_at: instantOut,
  })
  .meta({ id: "Session" });

export type Session = z.output<typeof sessionShape>;

const moment = z.union([dateShape, instantIn]);

export const filters = {
  from: moment
    .optional()
    .meta({ description: "Started at this instant or later; a date means its start in your time zone." }),
  to: moment
    .optional()
    .meta({ description: "Started before this instant; a date means until its end in your time zone." }),
  repo_owner: repositoryPart.optional(),
  repo_name: repositoryPart.optional(),
  pr_number: pullRequestNumber.optional(),
  status: z.enum(["active", "completed"]).optional(),
  tag: line(50).optional(),
  q: line(200).optional().meta({
    description:
      "Words in the note, a tag or the repository's name, in any order, or words that contain them. Case and accents are ignored; the first eight distinct words count.",
  }),
};

export const sessionOrder = z
  .enum(["newest", "oldest", "longest"])
  .default("newest")
  .meta({ description: "By start, or by duration with the running session first. A cursor keeps its own order." });

export type SessionOrder = z.output<typeof sessionOrder>;

export const sessionIds = z.array(z.int().positive().max(Number.MAX_SAFE_INTEGER)).min(1).max(500);

export const dayShape = z.object({ date: z.iso.date(), total_seconds: secondsShape, session_count: z.int() });

export const days = (fallback: number) =>
  z
    .int()
    .min(1)
    .default(fallback)
    .transform((value) => Math.min(value, 365))
    .meta({ description: "Number of days up to and including today: 1 to 365; larger values are clamped." });

export const repositoryTotals = z.object({
  repo_owner: z.string(),
  repo_name: z.string(),
  total_seconds: secondsShape,
  session_count: z.int(),
});

export const dataVersion = z.int().meta({
  description:
    "Rises with every change to your account's data; while it is unchanged, nothing needs to be fetched again.",
});

const changed = (what: string) => z.int().meta({ description: `What \`version\` was when ${what} last changed.` });

export const domainVersions = z
  .object({
    tracking: changed("tracked time"),
    tasks: changed("tasks"),
    practice: changed("practices, sequences or favorites"),
    assistant: changed("conversations"),
  })
  .meta({ description: "Shows which domains have changed: fetch those whose number has risen." });

export const weekDates = z.array(z.iso.date()).length(7);
export const weekRepositories = z.array(
  repositoryTotals.omit({ session_count: true }).extend({ daily_seconds: z.array(secondsShape).length(7) }),
);

export const activityInput = {
  activity_type: z.enum(["comment", "approve", "request_changes"]),
  ...pullRequest,
  session_id: z.int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  metadata: z
    .record(line(100), z.unknown())
    .refine((value) => JSON.stringify(value).length <= 10_000, { error: "At most 10,000 characters as JSON" })
    .refine((value) => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)), { error: "NUL is not allowed" })
    .optional(),
  created_at: instantIn.optional(),
};

/** One activity of a batch. */
export const offlineActivity = z.strictObject(activityInput);

/** A session that was recorded offline. */
export const offlineSession = z.strictObject({
  client_session_id: clientSessionId,
  ...pullRequest,
  start_time: instantIn,
  end_time: instantIn,
  duration_seconds: secondsShape.optional(),
});

export const activityShape = z.object({
  id: z.int(),
  activity_id: z.int(),
  activity_type: activityInput.activity_type,
  repo_owner: z.string(),
  repo_name: z.string(),
  pr_number: z.int(),
  session_id: z.int().nullable(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  created_at: instantOut,
});

export const started = sessionShape.extend({
  ended_session_id: z.int().optional().meta({ description: "The session that this start ended." }),
});

/** A date that is safe for date arithmetic: the last of all dates would end beyond what databases parse. */
export const periodDate = dateShape.refine((date) => date < "9999", { error: "Must be before the year 9999" });

/** Named periods, for an assistant. */
export const periods = [
  "today",
  "yesterday",
  "this_week",
  "last_week",
  "this_month",
  "last_month",
  "this_year",
  "last_year",
  "last_7_days",
  "last_30_days",
  "all_time",
] as const;
export type Period = (typeof periods)[number];

/** How a period's time can be grouped. */
export const groupings = ["repository", "pull_request", "day", "week", "month"] as const;
export type Grouping = (typeof groupings)[number];

/** What a period's time can be compared with, besides dates. */
export const comparisons = ["previous", "usual"] as const;
export type ComparisonKind = (typeof comparisons)[number];
