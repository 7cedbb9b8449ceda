import { z } from "zod";
import { eachItem } from "@/lib/api/batch.ts";
import { endpoint } from "@/lib/api/contract.ts";
import { idShape, instantIn, line, pageQuery, pageShape, queryFlag, secondsShape } from "@/lib/api/shapes.ts";
import { activityContract } from "./activity-contract.ts";
import {
  clientSessionId,
  duration,
  filters,
  note,
  offlineSession,
  pageText,
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
import {
  addSessionInput,
  addSessionOutput,
  endSessionOutput,
  listSessionsInput,
  listSessionsOutput,
  runningOutput,
  startSessionInput,
  startSessionOutput,
} from "./tool-shapes.ts";

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
      pr_title: pageText(500).optional().meta({ description: "The pull request's title; kept with the session." }),
      branch: pageText(255).optional().meta({ description: "Its branch; kept with the session." }),
    },
    output: { 201: started, 200: started },
    tool: {
      name: "start_session",
      title: "Start tracking",
      description:
        "Starts to track the time of a pull request, now. What runs on another pull request ends; one that runs already goes on.",
      effect: "write",
      asks: true,
      input: startSessionInput,
      output: startSessionOutput,
    },
  }),
  end: endpoint({
    method: "PATCH",
    path: "/sessions/:id/end",
    tag,
    access,
    summary: "End a session",
    description:
      "Now, or at `end_time`; `duration_seconds` is active time and moves the start back when it is longer than the elapsed time. Ending again answers with the same record. What the server ended takes one correction; when its client had sent heartbeats and stopped, an end that tells neither answers with the session as it ended.",
    input: { id: idShape, end_time: instantIn.optional(), duration_seconds: duration.optional() },
    output: { 200: sessionShape },
    tool: {
      name: "end_session",
      title: "End tracking",
      description: "Ends the session that runs, now.",
      effect: "write",
      asks: true,
      input: {},
      output: endSessionOutput,
    },
  }),
  heartbeat: endpoint({
    method: "POST",
    path: "/sessions/:id/heartbeat",
    tag,
    access,
    summary: "Say that a session is alive",
    description:
      "A session without a sign of life for 15 minutes is ended at its last one: a heartbeat that comes later answers with the completed session.",
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
      "Sending the same ones again changes nothing. A session that is still open here, or that the server ended, takes the times told as its explicit end. Each is taken or rejected by itself: there is one result for each, in the order sent, and a rejected one says why. `client_session_id` is null where there was none to read.",
    input: { sessions: eachItem(offlineSession, 500) },
    output: {
      200: z.object({
        results: z.array(
          z.object({
            client_session_id: z.string().nullable(),
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
    tool: {
      name: "list_sessions",
      title: "List sessions",
      description:
        "The person's sessions of tracked work, the running one among them: when each began and ended, and how long it took. For sums use tracked_time.",
      effect: "read",
      input: listSessionsInput,
      output: listSessionsOutput,
    },
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
    tool: {
      name: "add_session",
      title: "Add tracked time",
      description:
        "Adds past work that was not tracked. Say enough to know its start and its end: two of start, end and duration.",
      effect: "write",
      asks: true,
      adds: true,
      input: addSessionInput,
      output: addSessionOutput,
    },
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
      output: runningOutput,
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
    errors: [404],
  }),
  export: endpoint({
    method: "GET",
    path: "/sessions/export",
    tag,
    access,
    summary: "All sessions as CSV or JSON",
    description:
      "CSV follows RFC 4180. Lines of a cell that a spreadsheet would run as a formula begin with an apostrophe. Tags are divided by a comma and a space; one that holds a comma or a quotation mark is quoted as cells are.",
    input: {
      format: z.enum(["csv", "json"]).default("csv"),
      bom: queryFlag.meta({
        description: "Whether CSV begins with a byte order mark, by which spreadsheets know UTF-8.",
      }),
      ...filters,
    },
    output: { 200: { mediaTypes: ["text/csv", "application/json"] } },
  }),
  ...activityContract,
  ...statsContract,
};
