import { z } from "zod";
import { endpoint } from "@/lib/api/contract.ts";
import { dateShape, instantOut, secondsShape } from "@/lib/api/shapes.ts";
import { dayShape, days, repositoryPart, repositoryTotals, sessionShape } from "./shapes.ts";

/** Endpoints of what tracked time adds up to. Safe for the browser. */

const tag = "Tracking";
const access = "user";

export const statsContract = {
  activityStats: endpoint({
    method: "GET",
    path: "/activities/stats",
    tag,
    access,
    conditional: true,
    summary: "Review activities by day",
    input: { days: days(30) },
    output: {
      200: z.object({
        stats: z.array(
          z.object({
            date: z.iso.date(),
            comment_count: z.int(),
            approve_count: z.int(),
            request_changes_count: z.int(),
            total_count: z.int(),
          }),
        ),
        days: z.int(),
      }),
    },
  }),
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
        period_days: z.literal(30),
        total_seconds: secondsShape,
        total_sessions: z.int(),
        avg_seconds_per_day: secondsShape,
        avg_seconds_per_session: secondsShape,
        active_days: z.int(),
        today_seconds: secondsShape,
        week_seconds: secondsShape,
        current_streak_days: z.int(),
        top_repos: z.array(repositoryTotals),
        active_session: sessionShape.nullable(),
      }),
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
    input: { date: dateShape.optional() },
    output: {
      200: z.object({
        dates: z.array(z.iso.date()).length(7),
        total_seconds: secondsShape,
        repos: z.array(
          repositoryTotals.omit({ session_count: true }).extend({ daily_seconds: z.array(secondsShape).length(7) }),
        ),
      }),
    },
  }),
};
