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

/** Endpoints of totals of tracked time. Safe for the browser. */

const tag = "Tracking";
const access = "user";

export const statsContract = {
  daily: endpoint({
    method: "GET",
    path: "/stats/daily",
    tag,
    access,
    conditional: true,
    summary: "Get tracked time by day",
    description: "Only days with tracked time, newest first. A running session counts once it ends.",
    input: { days: days(30) },
    output: { 200: z.object({ stats: z.array(dayShape), days: z.int(), total_stats: z.int() }) },
  }),
  weekly: endpoint({
    method: "GET",
    path: "/stats/weekly",
    tag,
    access,
    conditional: true,
    summary: "Get tracked time of an ISO week",
    input: {
      week: z
        .string()
        .regex(/^\d{4}-W\d{2}$/, "Must be an ISO week such as 2026-W03")
        .refine((week) => week >= "1970" && week < "9999", { error: "Must be a week from 1970 to 9998" })
        .optional()
        .meta({ description: "ISO 8601 week; default: the current one." }),
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
    summary: "Get tracked time of a repository",
    description: "Zeros when nothing was recorded.",
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
    summary: "Get the last 30 days at a glance",
    description:
      "`avg_seconds_per_day` covers days with tracked time. Totals exclude the running session, which is given separately.",
    input: {},
    output: {
      200: z.object({
        user_id: z.int().meta({ description: "The owner of this time." }),
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
    summary: "Get tracked time of a week by day and repository",
    description: "The week of `date` (default: today), starting on the weekday set in your profile.",
    input: {
      // The week of the last of all dates would end beyond it.
      date: dateShape.refine((date) => date < "9999", { error: "Must be before the year 9999" }).optional(),
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
    summary: "Get tracked time between two dates, by repository and day",
    description:
      "Local dates, both included; default: from your first day with tracked time to today. `repos` lists the most worked on first, at most 500; `days` lists days with tracked time, oldest first, and is only given for periods of up to 366 days. A session that spans two days counts on each with its share, and as one session on the day it begins. A running session counts once it ends. `avg_seconds_per_day` covers `active_days`, the days with tracked time. With `group_by`, `groups` has at most 100 entries, and `more_groups` gives the number left out. The `usual` of a day or a week is that of `/stats/today`; null when there are fewer than two to know it from.",
    input: {
      from: periodDate.optional(),
      to: periodDate.optional(),
      repo_owner: repositoryPart.optional(),
      repo_name: repositoryPart.optional(),
      pr_number: filters.pr_number,
      group_by: z.enum(groupings).optional().meta({
        description:
          "Repositories and pull requests come largest first. Days, weeks (by their first date) and months come in order; the oldest are left out first.",
      }),
      compare: z.enum(comparisons).optional().meta({
        description:
          "`previous`: as many whole months before whole months, otherwise as many days before. `usual`: for one day, or one week of yours.",
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
        longest_session_seconds: secondsShape.meta({ description: "For sessions that began in the period." }),
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
            difference_seconds: z.int().meta({ description: "How much more time the period has than this." }),
          })
          .nullable()
          .optional(),
      }),
    },
    tool: {
      name: "tracked_time",
      title: "Tracked time",
      description:
        "How long the person worked in a period, in total, by repository, pull request, day, week or month, on average, and compared with another period: the numbers shown on Stint's Tracking page. Give a `period`, or `from` and `to`; default: this week. Weeks start on the weekday set in the person's profile.",
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
    summary: "Get today",
    description:
      "The local day and its week. `sessions` holds those within the day, oldest first, including the running one; at most the latest 500. Totals exclude the running session. `usual` is for comparison: `day_seconds` is the mean of the last eight such weekdays with tracked time, `week_seconds` the mean time by the end of this weekday over the last eight weeks with tracked time; null with fewer than two. `recent` holds the latest ended sessions.",
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
    summary: "Get tracked time of a calendar year by day",
    description:
      "`days` lists days with tracked time, oldest first; `years` lists years with tracked time and the current one, newest first.",
    input: {
      year: z.int().min(1970).max(9999).optional().meta({ description: "Default: the current one in your time zone." }),
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
    summary: "List repositories with tracked time",
    description: "Most recently worked on first, at most 500. A running session counts once it ends.",
    input: {},
    output: { 200: z.object({ repos: z.array(repositoryTotals.extend({ last_worked_at: instantOut })) }) },
  }),
  tags: endpoint({
    method: "GET",
    path: "/stats/tags",
    tag,
    access,
    conditional: true,
    summary: "List tags of sessions",
    description: "Most used first, at most 500.",
    input: {},
    output: { 200: z.object({ tags: z.array(z.object({ tag: z.string(), session_count: z.int() })) }) },
  }),
};
