import { z } from "zod";
import { eachItem } from "@/lib/api/batch.ts";
import { endpoint } from "@/lib/api/contract.ts";
import { pageQuery, pageShape } from "@/lib/api/shapes.ts";
import { activityInput, activityShape, days, filters, offlineActivity } from "./shapes.ts";

/** Endpoints of review activities. Safe for the browser. */

const tag = "Tracking";
const access = "user";

export const activityContract = {
  addActivity: endpoint({
    method: "POST",
    path: "/activities",
    tag,
    access,
    summary: "Record a review activity",
    description: "On the pull request being tracked, it counts as a heartbeat of the session at its own time.",
    input: activityInput,
    output: { 201: z.object({ activity_id: z.int() }) },
    errors: [404],
  }),
  addActivities: endpoint({
    method: "POST",
    path: "/activities/batch",
    tag,
    access,
    summary: "Record up to 100 review activities",
    description:
      "Each activity is recorded or rejected on its own: `results` has one entry for each, in the order sent, and rejections give a reason. An activity whose session was deleted is kept without it.",
    input: { activities: eachItem(offlineActivity, 100) },
    output: {
      201: z.object({
        created_count: z.int(),
        activity_ids: z.array(z.int()).meta({ description: "Ids of the recorded activities, in the order sent." }),
        results: z.array(
          z.object({
            status: z.enum(["created", "rejected"]),
            activity_id: z.int().optional(),
            session_id: z.int().nullable().optional().meta({ description: "The session it belongs to." }),
            error: z.string().optional(),
          }),
        ),
      }),
    },
  }),
  listActivities: endpoint({
    method: "GET",
    path: "/activities",
    tag,
    access,
    summary: "List review activities, newest first",
    input: {
      ...pageQuery,
      from: filters.from,
      to: filters.to,
      repo_owner: filters.repo_owner,
      repo_name: filters.repo_name,
      pr_number: filters.pr_number,
      activity_type: activityInput.activity_type.optional(),
    },
    output: { 200: z.object({ activities: z.array(activityShape), ...pageShape }) },
  }),
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
};
