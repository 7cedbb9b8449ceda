"use client";
import { serverNow } from "@/components/time/now.tsx";
import { ApiError } from "@/lib/api/api-error.ts";
import { write } from "@/lib/client/api.ts";
import { createdId, putCreatedId } from "@/lib/client/outbox-store.ts";
import { splitEvery } from "@/lib/core/split-every.ts";
import type { trackingContract } from "@/lib/tracking/contract.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { isProvisional, type Operation, provisionalId } from "./pending.ts";
import { fellAsleep } from "./running/asleep.ts";

/** An operation that is sent this much later than it was done says when that was; else the server's clock counts. */
const lateAfterMs = 5000;

/** The server deletes and restores this many at once. */
const mostAtOnce = 500;

const scope = "tracking";

type Contract = typeof trackingContract;
type Of<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;

/** The server's id of a session that may have been started here; undefined while that is not known. */
const idOf = async (user: number, { id }: Session): Promise<number | undefined> =>
  isProvisional({ id }) ? createdId(user, scope, id) : id;

async function sendStart(user: number, { key, at, pullRequest, begun }: Of<"start">): Promise<Session[]> {
  const start_time = begun ?? (serverNow() - at > lateAfterMs ? new Date(at).toISOString() : undefined);
  const body = { ...pullRequest, client_session_id: key, source: "web", start_time };
  const session = await write<Contract["start"]>("POST", "/sessions/start", { body, user });
  await putCreatedId(user, scope, provisionalId(key), session.id);
  return [session];
}

async function sendEnd(user: number, { at, session }: Of<"end">): Promise<Session[]> {
  const { client_session_id, repo_owner, repo_name, pr_number, start_time } = session;
  const id = await idOf(user, session);
  const asleep = fellAsleep(session.id);
  if (id !== undefined) {
    // After a sleep the server knows best: the session ends now if something kept it alive, else at its last heartbeat.
    const isLate = asleep === undefined && serverNow() - at > lateAfterMs;
    const body = isLate ? { end_time: new Date(at).toISOString() } : {};
    return [await write<Contract["end"]>("PATCH", `/sessions/${id}/end`, { body, user })];
  }
  const end_time = new Date(asleep === undefined ? at : Math.min(at, asleep)).toISOString();
  // Its id is no longer known: the session is sent as a whole, and matched by its `client_session_id`.
  const sessions = [{ client_session_id, repo_owner, repo_name, pr_number, start_time, end_time }];
  const { results } = await write<Contract["sync"]>("POST", "/sessions/sync", { body: { sessions }, user });
  const message = results[0]?.error;
  if (message !== undefined) throw new ApiError(422, { code: "VALIDATION_ERROR", message }, new Headers());
  return [];
}

async function sendEdit(user: number, { session, changes }: Of<"edit">): Promise<Session[]> {
  const id = (await idOf(user, session)) ?? session.id;
  const body = { ...changes, expected_updated_at: session.updated_at };
  return [await write<Contract["update"]>("PATCH", `/sessions/${id}`, { body, user })];
}

/** Ids of sessions in lists that the server takes at once. */
async function idChunksOf(user: number, sessions: Session[]): Promise<number[][]> {
  const ids = await Promise.all(sessions.map(async (session) => (await idOf(user, session)) ?? session.id));
  return splitEvery(ids, mostAtOnce);
}

async function sendRemoval(user: number, { sessions }: Of<"remove">): Promise<Session[]> {
  for (const session_ids of await idChunksOf(user, sessions)) {
    // Those that are gone already count as deleted.
    await write<Contract["removeMany"]>("POST", "/sessions/delete", { body: { session_ids }, user });
  }
  return [];
}

async function sendRestoration(user: number, { sessions }: Of<"restore">): Promise<Session[]> {
  const restored: Session[] = [];
  for (const session_ids of await idChunksOf(user, sessions)) {
    const answer = await write<Contract["restore"]>("POST", "/sessions/restore", { body: { session_ids }, user });
    restored.push(...answer.sessions);
  }
  return restored;
}

/**
 * Sends an operation, and returns the sessions as the server has them now. Each is idempotent by its
 * `client_session_id`, its `expected_updated_at` or by what it asks for.
 * @throws {ApiError} when the server refuses
 */
export async function sendOperation(operation: Operation, user: number): Promise<Session[]> {
  switch (operation.kind) {
    case "start":
      return sendStart(user, operation);
    case "end":
      return sendEnd(user, operation);
    case "edit":
      return sendEdit(user, operation);
    case "add": {
      const body = { ...operation.session, client_session_id: operation.key };
      return [await write<Contract["create"]>("POST", "/sessions", { body, user })];
    }
    case "remove":
      return sendRemoval(user, operation);
    case "restore":
      return sendRestoration(user, operation);
  }
}
