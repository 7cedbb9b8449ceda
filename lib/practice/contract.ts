import { z } from "zod";
import { endpoint } from "@/lib/api/contract.ts";
import { dateShape, idShape, instantIn, instantOut, pageQuery, pageShape, secondsShape } from "@/lib/api/shapes.ts";
import { practiceStatuses, styles } from "./constants.ts";
import { libraryContract } from "./library-contract.ts";
import {
  achievementShape,
  clientSessionId,
  copyInput,
  month,
  practiceDetail,
  practiceShape,
  progressInput,
} from "./shapes.ts";
import { practiceTotalsInput, practiceTotalsOutput } from "./tool-shapes.ts";

/** Endpoints of practice. Safe for the browser. */

const tag = "Practice";
const access = "user";

const completed = practiceDetail.extend({
  achievements: z.array(achievementShape).meta({ description: "Achievements newly earned with this practice." }),
});

const { duration_seconds, completed_poses, skipped_poses, outcomes, mood, note } = progressInput;

export const practiceContract = {
  ...libraryContract,
  begin: endpoint({
    method: "POST",
    path: "/practice/sessions",
    tag,
    access,
    summary: "Begin a practice",
    description:
      "Keeps a copy of the sequence as it is now. Repeating a `client_session_id` returns that practice with 200. For a practice begun offline, send `started_at` (at most 30 days ago) and the `copy` it was played from, which is kept even if the sequence was deleted.",
    input: {
      sequence_id: z.int().positive().max(Number.MAX_SAFE_INTEGER),
      client_session_id: clientSessionId.optional(),
      started_at: instantIn.optional(),
      copy: copyInput.optional(),
    },
    output: { 201: practiceDetail, 200: practiceDetail },
    errors: [404],
  }),
  update: endpoint({
    method: "PATCH",
    path: "/practice/sessions/:id",
    tag,
    access,
    summary: "Report progress of a practice, or edit one",
    description:
      "While it is in progress: counts, outcomes and seconds. Once it is over: `duration_seconds`, `mood` and `note`; any other field gets 409.",
    input: {
      id: idShape,
      duration_seconds: duration_seconds.optional(),
      completed_poses: completed_poses.optional(),
      skipped_poses: skipped_poses.optional(),
      outcomes: outcomes.optional(),
      mood: mood.optional(),
      note: note.optional(),
    },
    output: { 200: practiceDetail },
    errors: [409],
  }),
  complete: endpoint({
    method: "POST",
    path: "/practice/sessions/:id/complete",
    tag,
    access,
    summary: "Complete a practice",
    description:
      "Completing it again returns the same answer and changes nothing. Send `ended_at` for one completed offline.",
    input: {
      id: idShape,
      duration_seconds,
      completed_poses,
      skipped_poses,
      outcomes: outcomes.optional(),
      mood: mood.optional(),
      note: note.optional(),
      ended_at: instantIn.optional(),
    },
    output: { 200: completed },
  }),
  list: endpoint({
    method: "GET",
    path: "/practice/sessions",
    tag,
    access,
    summary: "List practices, newest first",
    input: {
      ...pageQuery,
      from: dateShape.optional().meta({ description: "First day." }),
      to: dateShape.optional().meta({ description: "Last day." }),
      style: z.enum(styles).optional(),
      status: z.enum(practiceStatuses).optional(),
    },
    output: { 200: z.object({ sessions: z.array(practiceShape), ...pageShape }) },
  }),
  get: endpoint({
    method: "GET",
    path: "/practice/sessions/:id",
    tag,
    access,
    summary: "Get a practice with the outcome of each step",
    input: { id: idShape },
    output: { 200: practiceDetail },
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/practice/sessions/:id",
    tag,
    access,
    summary: "Delete a practice",
    description: "Achievements earned with it are kept.",
    input: { id: idShape },
    output: { 204: null },
  }),
  stats: endpoint({
    method: "GET",
    path: "/practice/stats",
    tag,
    access,
    conditional: true,
    summary: "Get practice totals",
    description:
      "Only practices that count are included. `total_practices`, `total_seconds` and `favorite_styles` cover the local days from `from` to `to`, by default all. A streak lasts until the end of today. `by_week` holds the last twelve weeks, oldest first, starting on the weekday set in your profile; `favorite_styles` has the most practised first.",
    input: {
      from: dateShape.optional().meta({ description: "First day of the totals." }),
      to: dateShape.optional().meta({ description: "Last day of the totals." }),
    },
    output: {
      200: z.object({
        from: z.iso.date().optional(),
        to: z.iso.date().optional(),
        total_practices: z.int(),
        total_seconds: secondsShape,
        today_seconds: secondsShape,
        week_seconds: secondsShape,
        week_practices: z.int(),
        current_streak_days: z.int(),
        longest_streak_days: z.int(),
        last_practice_at: instantOut.nullable(),
        last_practice: practiceShape
          .pick({ id: true, sequence_id: true, sequence_name: true, local_date: true })
          .nullable()
          .meta({ description: "The latest practice that counts." }),
        favorite_styles: z.array(
          z.object({ style: z.enum(styles), practice_count: z.int(), total_seconds: secondsShape }),
        ),
        by_week: z.array(z.object({ week_start: z.iso.date(), practice_count: z.int(), total_seconds: secondsShape })),
      }),
    },
    tool: {
      name: "practice_totals",
      title: "Practice totals",
      description:
        "How much yoga and movement the person has practised: in total or in a period, today and this week, the streak of days in a row, and what they practised last and when.",
      effect: "read",
      input: practiceTotalsInput,
      output: practiceTotalsOutput,
    },
  }),
  calendar: endpoint({
    method: "GET",
    path: "/practice/calendar",
    tag,
    access,
    conditional: true,
    summary: "List the days of a month with practices that count",
    input: { month: month.optional().meta({ description: "Default: the current one in your time zone." }) },
    output: {
      200: z.object({
        month: z.string(),
        days: z.array(z.object({ date: z.iso.date(), practice_count: z.int(), total_seconds: secondsShape })),
        practice_count: z.int(),
        total_seconds: secondsShape,
      }),
    },
  }),
  achievements: endpoint({
    method: "GET",
    path: "/achievements",
    tag,
    access,
    conditional: true,
    summary: "List achievements with progress",
    input: pageQuery,
    output: { 200: z.object({ achievements: z.array(achievementShape), ...pageShape }) },
  }),
  today: endpoint({
    method: "GET",
    path: "/practice/today",
    tag,
    access,
    conditional: true,
    summary: "Get today's practices and the suggested break",
    description:
      "`practices` holds those within the local day, oldest first. `break_sequence` is the 5-Minute Desk Break. A streak lasts until the end of today.",
    input: {},
    output: {
      200: z.object({
        practices: z.array(practiceShape).max(100),
        current_streak_days: z.int(),
        break_sequence: z.object({ id: z.int(), name: z.string(), total_seconds: secondsShape }).nullable(),
      }),
    },
  }),
};
