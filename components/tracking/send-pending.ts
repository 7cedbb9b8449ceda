"use client";
import { serverNow } from "@/components/time/now.tsx";
import type { ActionResult } from "@/lib/api/action.ts";
import { send } from "@/lib/client/send-action.ts";
import * as actions from "@/lib/tracking/actions.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { isProvisional, type Operation } from "./pending.ts";
import { fellAsleep } from "./running/asleep.ts";

/** An operation that is sent this much later than it was done tells when that was; else the server's clock counts. */
const lateAfterMs = 5000;

/** Sessions the server has named, by the number this browser gave them when they were started. */
const named = new Map<string, number>();

type Sent = Promise<ActionResult<Session[]>>;

const one = <T extends Session>(result: ActionResult<T>): ActionResult<Session[]> =>
  result.ok ? { ok: true, data: [result.data] } : result;

async function sendStart(person: number, operation: Extract<Operation, { kind: "start" }>): Sent {
  const { key, at, pullRequest, begun } = operation;
  const start_time = begun ?? (serverNow() - at > lateAfterMs ? new Date(at).toISOString() : undefined);
  const input = { ...pullRequest, client_session_id: key, source: "web", start_time };
  const result = await actions.startSession(person, input);
  if (result.ok) named.set(key, result.data.id);
  return one(result);
}

async function sendEnd(person: number, { at, session }: Extract<Operation, { kind: "end" }>): Sent {
  const { id: shown, client_session_id, repo_owner, repo_name, pr_number, start_time } = session;
  const id = isProvisional(session) ? named.get(client_session_id ?? "") : shown;
  const asleep = fellAsleep(shown);
  if (id !== undefined) {
    // After a sleep the server knows best: the session ends now if something kept it alive, else at its last heartbeat.
    const isTold = asleep === undefined && serverNow() - at > lateAfterMs;
    return one(await actions.endSession(person, { id, ...(isTold && { end_time: new Date(at).toISOString() }) }));
  }
  const end_time = new Date(asleep === undefined ? at : Math.min(at, asleep)).toISOString();
  // Nobody knows the server's number any more: the session is told as a whole, which finds the one that was started.
  const told = { client_session_id: client_session_id ?? "", repo_owner, repo_name, pr_number, start_time, end_time };
  const result = await actions.syncSession(person, told);
  return result.ok ? { ok: true, data: [] } : result;
}

function actionOf(person: number, operation: Operation): Sent {
  switch (operation.kind) {
    case "start":
      return sendStart(person, operation);
    case "end":
      return sendEnd(person, operation);
    case "edit": {
      const { session, changes } = operation;
      const input = { id: session.id, ...changes, expected_updated_at: session.updated_at };
      return actions.editSession(person, input).then(one);
    }
    case "add":
      return actions.addSession(person, { ...operation.session, client_session_id: operation.key }).then(one);
    case "remove":
      return actions.removeSessions(
        person,
        operation.sessions.map(({ id }) => id),
      );
    case "restore":
      return actions.restoreSessions(
        person,
        operation.sessions.map(({ id }) => id),
      );
  }
}

/**
 * Sends an operation, waits for connection and sign-in as long as it takes, and answers with the sessions as the server
 * has them now.
 * @throws {Refusal} when the server says no
 * @throws {StayedSignedOut} when the person would not sign in again
 */
export const perform = (person: number, operation: Operation): Promise<Session[]> =>
  send(() => actionOf(person, operation));
