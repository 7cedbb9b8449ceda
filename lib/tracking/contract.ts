import { z } from "zod";
import { endpoint } from "@/lib/api/contract.ts";
import { idShape, instantIn, line, pageQuery, pageShape, secondsShape } from "@/lib/api/shapes.ts";
import {
  activityInput,
  activityShape,
  clientSessionId,
  duration,
  filters,
  note,
  pullRequest,
  pullRequestNumber,
  repositoryPart,
  sessionIds,
  sessionOrder,
  sessionShape,
  started,
  tags,
} from "./shapes.ts";
import { statsContract } from "./stats-contract.ts";

/** Endpoints of tracked time. Safe for the browser. */

const tag = "Tracking";
const access = "user";

export const trackingContract = {
  start: endpoint({
    method: "POST",
    path: "/sessions/start",
    tag,
    access,
    summary: "Start tracking a pull request",
    description:
      "Ends the session that runs on another pull request. Starting the one that runs, or repeating a `client_session_id`, answers 200 with that session.",
    input: {
      ...pullRequest,
      start_time: instantIn.optional(),
      client_session_id: clientSessionId.optional(),
      source: line(50).optional(),
    },
    output: { 201: started, 200: started },
  }),
  end: endpoint({
    method: "PATCH",
    path: "/sessions/:id/end",
    tag,
    access,
    summary: "End a session",
    description:
      "Now, or at `end_time`; `duration_seconds` is active time and moves the start back when it is longer than the elapsed time. Ending again answers with the same record.",
    input: { id: idShape, end_time: instantIn.optional(), duration_seconds: duration.optional() },
    output: { 200: sessionShape },
  }),
  heartbeat: endpoint({
    method: "POST",
    path: "/sessions/:id/heartbeat",
    tag,
    access,
    summary: "Say that a session is alive",
    description: "A session without a sign of life for 15 minutes is ended at its last one.",
    input: { id: idShape, idle_seconds: secondsShape.max(86_400).optional() },
    output: { 200: sessionShape },
  }),
  sync: endpoint({
    method: "POST",
    path: "/sessions/sync",
    tag,
    access,
    summary: "Send sessions that were recorded offline",
    description:
      "Sending the same ones again changes nothing. A session that is still open here, or that the server ended, takes the times told as its explicit end.",
    input: {
      sessions: z
        .array(
          z.strictObject({
            client_session_id: clientSessionId,
            ...pullRequest,
            start_time: instantIn,
            end_time: instantIn,
            // One session that is too long is rejected by itself, and must not keep the others from arriving.
            duration_seconds: secondsShape.optional(),
          }),
        )
        .min(1)
        .max(500),
    },
    output: {
      200: z.object({
        results: z.array(
          z.object({
            client_session_id: z.string(),
            status: z.enum(["created", "duplicate", "rejected"]),
            session_id: z.int().optional(),
            error: z.string().optional(),
          }),
        ),
      }),
    },
  }),
  list: endpoint({
    method: "GET",
    path: "/sessions",
    tag,
    access,
    summary: "List sessions, newest first unless `sort` says otherwise",
    input: { ...pageQuery, ...filters, sort: sessionOrder },
    output: { 200: z.object({ sessions: z.array(sessionShape), ...pageShape }) },
  }),
  create: endpoint({
    method: "POST",
    path: "/sessions",
    tag,
    access,
    summary: "Add a past session by hand",
    description: "Repeating a `client_session_id` answers 200 with the session that has it.",
    input: {
      ...pullRequest,
      start_time: instantIn,
      end_time: instantIn,
      note: note.optional(),
      tags: tags.optional(),
      client_session_id: clientSessionId.optional(),
    },
    output: { 201: sessionShape, 200: sessionShape },
  }),
  running: endpoint({
    method: "GET",
    path: "/sessions/running",
    tag,
    access,
    summary: "The running session, if one runs",
    input: {},
    output: {
      200: z.object({
        session: sessionShape.nullable(),
        elapsed_seconds: secondsShape.meta({ description: "Since its start; 0 when none runs." }),
      }),
    },
    tool: {
      name: "running_session",
      title: "Running session",
      description: "What the person is tracking right now, and for how long; null when nothing runs.",
      effect: "read",
      input: {},
    },
  }),
  get: endpoint({
    method: "GET",
    path: "/sessions/:id",
    tag,
    access,
    summary: "One session",
    input: { id: idShape },
    output: { 200: sessionShape },
  }),
  update: endpoint({
    method: "PATCH",
    path: "/sessions/:id",
    tag,
    access,
    summary: "Change a session",
    description:
      "New times set the duration to what lies between them, unless `duration_seconds` comes along. With `expected_updated_at` (the `updated_at` that the caller saw) a session that has changed since answers 409, unless it already is as asked: a repeat is safe.",
    input: {
      id: idShape,
      expected_updated_at: instantIn.optional(),
      repo_owner: repositoryPart.optional(),
      repo_name: repositoryPart.optional(),
      pr_number: pullRequestNumber.optional(),
      start_time: instantIn.optional(),
      end_time: instantIn.optional(),
      duration_seconds: duration.optional(),
      note: note.optional(),
      tags: tags.optional(),
    },
    output: { 200: sessionShape },
    errors: [409],
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/sessions/:id",
    tag,
    access,
    summary: "Delete a session",
    description: "It can be restored for an hour.",
    input: { id: idShape },
    output: { 204: null },
  }),
  removeMany: endpoint({
    method: "POST",
    path: "/sessions/delete",
    tag,
    access,
    summary: "Delete up to 500 sessions",
    description:
      "Answers with the ids that can now be restored, for an hour: those deleted by this request or shortly before. Ids of nothing, or of somebody else's sessions, are not among them.",
    input: { session_ids: sessionIds },
    output: { 200: z.object({ session_ids: z.array(z.int()) }) },
  }),
  restore: endpoint({
    method: "POST",
    path: "/sessions/restore",
    tag,
    access,
    summary: "Bring deleted sessions back",
    description:
      "What was deleted within the last hour comes back under its id, with its activities and its days. Answers with those of the sessions that now exist, newest first, so a repeat answers alike. A session that ran goes on running, unless another one runs or it would have ended meanwhile: then it comes back ended, `superseded` or `stale`. One whose `client_session_id` was used again comes back without it.",
    input: { session_ids: sessionIds },
    output: { 200: z.object({ sessions: z.array(sessionShape) }) },
  }),
  export: endpoint({
    method: "GET",
    path: "/sessions/export",
    tag,
    access,
    summary: "All sessions as CSV or JSON",
    description: "CSV follows RFC 4180; cells that a spreadsheet would run as a formula begin with an apostrophe.",
    input: { format: z.enum(["csv", "json"]).default("csv"), ...filters },
    output: { 200: { mediaTypes: ["text/csv", "application/json"] } },
  }),
  addActivity: endpoint({
    method: "POST",
    path: "/activities",
    tag,
    access,
    summary: "Record a review activity",
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
    input: { activities: z.array(z.strictObject(activityInput)).min(1).max(100) },
    output: { 201: z.object({ created_count: z.int(), activity_ids: z.array(z.int()) }) },
    errors: [404],
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
  ...statsContract,
};
