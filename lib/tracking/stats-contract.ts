import { z } from "zod";
import { endpoint } from "@/lib/api/contract.ts";
import { dateShape, instantOut, secondsShape } from "@/lib/api/shapes.ts";
import {
  comparisons,
  dataVersion,
  dayShape,
  days,
  domainVersions,
  filters,
  groupings,
  periodDate,
  repositoryPart,
  repositoryTotals,
  sessionShape,
  weekDates,
  weekRepositories,
} from "./shapes.ts";
import { streakOutput, trackedTimeInput, trackedTimeOutput } from "./tool-shapes.ts";

/** Endpoints of what tracked time adds up to. Safe for the browser. */

const tag = "Tracking";
const access = "user";

export const statsContract = {
  daily: endpoint({
    method: "GET",
    path: "/stats/daily",
    tag,
    access,
    conditional: true,
    summary: "Tracked time by day",
    description: "Only days with work, newest first. A running session counts once it ends.",
    input: { days: days(30) },
    output: { 200: z.object({ stats: z.array(dayShape), days: z.int(), total_stats: z.int() }) },
  }),
  weekly: endpoint({
    method: "GET",
    path: "/stats/weekly",
    tag,
    access,
    conditional: true,
    summary: "Tracked time of an ISO week",
    input: {
      week: z
        .string()
        .regex(/^\d{4}-W\d{2}$/, "Must be an ISO week such as 2026-W03")
        .refine((week) => week >= "1970" && week < "9999", { error: "Must be a week from 1970 to 9998" })
        .optional()
        .meta({ description: "ISO 8601 week; by default the one that runs." }),
    },
    output: {
      200: z.object({
        week: z.string(),
        total_seconds: secondsShape,
        session_count: z.int(),
        daily_breakdown: z.array(dayShape).length(7),
      }),
    },
  }),
  repository: endpoint({
    method: "GET",
    path: "/stats/repo/:owner/:name",
    tag,
    access,
    conditional: true,
    summary: "Tracked time of a repository",
    description: "Zeros where nothing was recorded.",
    input: { owner: repositoryPart, name: repositoryPart },
    output: {
      200: repositoryTotals.extend({
        avg_seconds: secondsShape,
        pull_requests: z.array(
          z.object({
            pr_number: z.int(),
            total_seconds: secondsShape,
            session_count: z.int(),
            last_worked_at: instantOut,
          }),
        ),
      }),
    },
  }),
  summary: endpoint({
    method: "GET",
    path: "/stats/summary",
    tag,
    access,
    conditional: true,
    summary: "The last 30 days at a glance",
    description:
      "`avg_seconds_per_day` is over days with work. Totals do not hold the running session, which stands beside them.",
    input: {},
    output: {
      200: z.object({
        user_id: z.int().meta({ description: "Whose time this is." }),
        version: dataVersion,
        versions: domainVersions,
        period_days: z.literal(30),
        total_seconds: secondsShape,
        total_sessions: z.int(),
        avg_seconds_per_day: secondsShape,
        avg_seconds_per_session: secondsShape,
        active_days: z.int(),
        today_seconds: secondsShape,
        week_seconds: secondsShape,
        current_streak_days: z.int(),
        longest_streak_days: z.int(),
        top_repos: z.array(repositoryTotals),
        active_session: sessionShape.nullable(),
      }),
    },
    tool: {
      name: "tracking_streak",
      title: "Tracking streak",
      description:
        "How many days in a row the person has tracked work, their longest streak, today and this week, and what they work on average in the last 30 days.",
      effect: "read",
      input: {},
      output: streakOutput,
    },
  }),
  weekByRepository: endpoint({
    method: "GET",
    path: "/stats/week/repos",
    tag,
    access,
    conditional: true,
    summary: "Tracked time of a week by day and repository",
    description: "The week of `date` (by default today), beginning with the day your profile says.",
    input: {
      // The week of the last of all dates would end beyond it.
      date: dateShape.refine((date) => date < "9999", { error: "Must be a date before the year 9999" }).optional(),
    },
    output: {
      200: z.object({ dates: weekDates, total_seconds: secondsShape, repos: weekRepositories }),
    },
  }),
  period: endpoint({
    method: "GET",
    path: "/stats/period",
    tag,
    access,
    conditional: true,
    summary: "Tracked time between two dates, by repository and day",
    description:
      "Local dates, both included: by default from your first day with work to today. `repos` the most worked on first, at most 500; `days` are those with work, oldest first, and only told of up to 366. A session that lies on two days counts on each with its share, and as one session on the day it begins. A running session counts once it ends. `avg_seconds_per_day` is over `active_days`, the days with work. With `group_by`, `groups` has at most 100 of them, and `more_groups` says how many more there are. The `usual` of a day or a week is that of `/stats/today`; null when there are fewer than two to know it from.",
    input: {
      from: periodDate.optional(),
      to: periodDate.optional(),
      repo_owner: repositoryPart.optional(),
      repo_name: repositoryPart.optional(),
      pr_number: filters.pr_number,
      group_by: z.enum(groupings).optional().meta({
        description:
          "Repositories and pull requests stand biggest first. Days, weeks (by their first date) and months stand in order, the oldest are left out first.",
      }),
      compare: z.enum(comparisons).optional().meta({
        description:
          "`previous`: as many whole months before whole months, else as many days before. `usual`: of one day, or of one week of yours.",
      }),
      compare_from: periodDate
        .optional()
        .meta({ description: "Instead of `compare`: the first date to compare with." }),
      compare_to: periodDate.optional().meta({ description: "Instead of `compare`: the last date to compare with." }),
    },
    output: {
      200: z.object({
        from: z.iso.date(),
        to: z.iso.date(),
        total_seconds: secondsShape,
        session_count: z.int(),
        repos: z.array(repositoryTotals),
        days: z.array(dayShape).optional(),
        active_days: z.int(),
        avg_seconds_per_day: secondsShape,
        avg_seconds_per_session: secondsShape,
        longest_session_seconds: secondsShape.meta({ description: "Of the sessions that began in the period." }),
        groups: z
          .array(z.object({ key: z.string(), total_seconds: secondsShape, session_count: z.int() }))
          .max(100)
          .optional(),
        more_groups: z.int().optional(),
        comparison: z
          .object({
            from: z.iso.date(),
            to: z.iso.date(),
            total_seconds: secondsShape,
            difference_seconds: z.int().meta({ description: "How much more the period has than this." }),
          })
          .nullable()
          .optional(),
      }),
    },
    tool: {
      name: "tracked_time",
      title: "Tracked time",
      description:
        "How long the person worked in a period, in all, by repository, pull request, day, week or month, on average, and compared with another period: the numbers that Stint's Tracking page shows. Name a `period`, or `from` and `to`; by default this week. Weeks begin with the day of the person's profile.",
      effect: "read",
      input: trackedTimeInput,
      output: trackedTimeOutput,
    },
  }),
  today: endpoint({
    method: "GET",
    path: "/stats/today",
    tag,
    access,
    conditional: true,
    summary: "The running day",
    description:
      "The local day and the week around it. `sessions` are those that touch the day, oldest first, the running one among them; of more than 500, the latest. Totals do not hold the running session. `usual` is what you have to compare with: `day_seconds` is the mean of the last eight such weekdays that have work, `week_seconds` the mean of what the last eight weeks that have work had by the end of this weekday; null when there are fewer than two. `recent` are the latest ended sessions.",
    input: {},
    output: {
      200: z.object({
        version: dataVersion,
        date: z.iso.date(),
        from: instantOut,
        to: instantOut,
        timezone: z.string(),
        sessions: z.array(sessionShape).max(500),
        today_seconds: secondsShape,
        week_seconds: secondsShape,
        current_streak_days: z.int().nonnegative(),
        usual: z.object({ day_seconds: secondsShape.nullable(), week_seconds: secondsShape.nullable() }),
        active_session: sessionShape.nullable(),
        week: z.object({
          dates: weekDates,
          days: z.array(z.object({ date: z.iso.date(), from: instantOut, to: instantOut })).length(7),
          total_seconds: secondsShape,
          repos: weekRepositories,
        }),
        recent: z.array(sessionShape).max(10),
      }),
    },
  }),
  year: endpoint({
    method: "GET",
    path: "/stats/year",
    tag,
    access,
    conditional: true,
    summary: "Tracked time of a calendar year by day",
    description:
      "`days` are those with work, oldest first; `years` those with work and the one that runs, newest first.",
    input: {
      year: z.int().min(1970).max(9999).optional().meta({ description: "By default the one that runs in your zone." }),
    },
    output: {
      200: z.object({
        year: z.int(),
        years: z.array(z.int()),
        first: z.iso.date(),
        last: z.iso.date(),
        total_seconds: secondsShape,
        session_count: z.int(),
        active_days: z.int(),
        days: z.array(dayShape),
      }),
    },
  }),
  repositories: endpoint({
    method: "GET",
    path: "/stats/repos",
    tag,
    access,
    conditional: true,
    summary: "Repositories with tracked time",
    description: "The latest worked on first, at most 500. A running session counts once it ends.",
    input: {},
    output: { 200: z.object({ repos: z.array(repositoryTotals.extend({ last_worked_at: instantOut })) }) },
  }),
  tags: endpoint({
    method: "GET",
    path: "/stats/tags",
    tag,
    access,
    conditional: true,
    summary: "Tags of sessions",
    description: "The most used first, at most 500.",
    input: {},
    output: { 200: z.object({ tags: z.array(z.object({ tag: z.string(), session_count: z.int() })) }) },
  }),
};
