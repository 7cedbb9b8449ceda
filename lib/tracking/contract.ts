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
      "Ends a session running on another pull request. Starting the pull request already running, or repeating a `client_session_id`, returns that session with 200.",
    input: {
      ...pullRequest,
      start_time: instantIn.optional(),
      client_session_id: clientSessionId.optional(),
      source: line(50).optional(),
      pr_title: pageText(500).optional().meta({ description: "The pull request's title, stored with the session." }),
      branch: pageText(255).optional().meta({ description: "Its branch, stored with the session." }),
    },
    output: { 201: started, 200: started },
    tool: {
      name: "start_session",
      title: "Start tracking",
      description:
        "Starts tracking time on a pull request now. A session running on another pull request ends; one already running on this pull request continues.",
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
      "Ends it now, or at `end_time`. `duration_seconds` is active time and moves the start back when it is longer than the elapsed time. Ending it again returns the same record. A session that the server ended takes one correction; when its client had sent heartbeats and stopped, an end with neither field returns the session as it ended.",
    input: { id: idShape, end_time: instantIn.optional(), duration_seconds: duration.optional() },
    output: { 200: sessionShape },
    tool: {
      name: "end_session",
      title: "End tracking",
      description: "Ends the running session now.",
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
    summary: "Send a heartbeat for a session",
    description:
      "A session without a heartbeat, start, end or activity for 15 minutes is ended at its last one. A later heartbeat returns the completed session.",
    input: { id: idShape, idle_seconds: secondsShape.max(86_400).optional() },
    output: { 200: sessionShape },
  }),
  sync: endpoint({
    method: "POST",
    path: "/sessions/sync",
    tag,
    access,
    summary: "Sync sessions recorded offline",
    description:
      "Sending the same sessions again changes nothing. A session still running here, or ended by the server, takes the given times as its explicit end. Each session is accepted or rejected on its own: there is one result for each, in the order sent, and rejections give a reason. `client_session_id` is null when none could be read.",
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
    summary: "List sessions, newest first unless `sort` is given",
    input: { ...pageQuery, ...filters, sort: sessionOrder },
    output: { 200: z.object({ sessions: z.array(sessionShape), ...pageShape }) },
    tool: {
      name: "list_sessions",
      title: "List sessions",
      description:
        "The person's sessions of tracked work, including the running one: when each began and ended, and how long it took. For sums use tracked_time.",
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
    description: "Repeating a `client_session_id` returns the session that has it with 200.",
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
      description: "Adds past work that was not tracked. Give two of start, end and duration.",
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
    summary: "Get the running session, if any",
    input: {},
    output: {
      200: z.object({
        session: sessionShape.nullable(),
        elapsed_seconds: secondsShape.meta({ description: "Since its start; 0 when none is running." }),
      }),
    },
    tool: {
      name: "running_session",
      title: "Running session",
      description: "What the person is tracking right now and for how long; null when no session is running.",
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
    summary: "Get a session",
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
      "New times set the duration to the time between them, unless `duration_seconds` is given. With `expected_updated_at` (the `updated_at` the caller saw), a session that has changed since gets 409, unless it already matches the request: a repeat is safe.",
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
    description: "It can be restored for one hour.",
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
      "Returns the ids that can be restored for one hour: those deleted by this request or shortly before. Unknown ids and ids of other people's sessions are left out.",
    input: { session_ids: sessionIds },
    output: { 200: z.object({ session_ids: z.array(z.int()) }) },
  }),
  restore: endpoint({
    method: "POST",
    path: "/sessions/restore",
    tag,
    access,
    summary: "Restore deleted sessions",
    description:
      "Sessions deleted within the last hour are restored under their ids, with their activities and days. Returns those that now exist, newest first, so a repeat gives the same answer. A session that was running continues, unless another one is running or it would have ended since: then it is restored as ended, `superseded` or `stale`. One whose `client_session_id` was used again is restored without it.",
    input: { session_ids: sessionIds },
    output: { 200: z.object({ sessions: z.array(sessionShape) }) },
    errors: [404],
  }),
  export: endpoint({
    method: "GET",
    path: "/sessions/export",
    tag,
    access,
    summary: "Export all sessions as CSV or JSON",
    description:
      "CSV follows RFC 4180. Cell lines that a spreadsheet would run as a formula begin with an apostrophe. Tags are separated by a comma and a space; a tag that contains a comma or a quotation mark is quoted like a cell.",
    input: {
      format: z.enum(["csv", "json"]).default("csv"),
      bom: queryFlag.meta({
        description: "Whether the CSV begins with a byte order mark, so that spreadsheets recognise UTF-8.",
      }),
      ...filters,
    },
    output: { 200: { mediaTypes: ["text/csv", "application/json"] } },
  }),
  ...activityContract,
  ...statsContract,
};
