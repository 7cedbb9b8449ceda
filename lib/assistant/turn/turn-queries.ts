import "server-only";
import { and, eq, inArray, isNotNull, lt, sql } from "drizzle-orm";
import { db, run, type Statement } from "@/db/index.ts";
import { ownerCte } from "@/db/owner.ts";
import { conversations, messages } from "@/db/schema/index.ts";
import type { FailureCode, MessagePart, MessageStatus, Usage } from "@/lib/assistant/constants.ts";
import { deadline } from "@/lib/assistant/message-queries.ts";

/** SQL of answers in progress. The owner is the first argument. */

/** Whether the owner has such a conversation. */
export async function hasConversation(owner: number, id: number): Promise<boolean> {
  const rows = await (await db())
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.user_id, owner), eq(conversations.id, id)));
  return rows.length > 0;
}

const beatStatement: Statement = {
  name: "assistant_beat",
  text: `with seen as (
      update conversations set turn_seen_at = $4 where id = $2 and user_id = $1 and turn_id = $3::uuid
      returning id, turn_stopping
    ), kept as (
      update messages m set parts = $6::text::jsonb, content = $7, updated_at = $4 from seen
      where m.conversation_id = seen.id and m.user_id = $1 and m.id = $5 and m.status = 'writing' and $6::text is not null
      returning m.id
    )
    select turn_stopping from seen`,
};

/** The owner of a turn, and the message it writes. */
export interface TurnKeys {
  owner: number;
  conversation: number;
  turn: string;
  message: number;
}

/**
 * A turn's heartbeat, with its parts when they have changed.
 * @returns whether it must stop; undefined when the turn, its conversation or its owner is gone
 */
export async function beat(keys: TurnKeys, kept: { parts: MessagePart[]; content: string } | undefined, now: Date) {
  const { owner, conversation, turn, message } = keys;
  const written = kept ? [JSON.stringify(kept.parts), kept.content] : [null, null];
  const values = [owner, conversation, turn, now, message, ...written];
  return (await run<{ turn_stopping: boolean }>(beatStatement, values))[0]?.turn_stopping;
}

/** How an answer ended. */
export interface Ending {
  parts: MessagePart[];
  content: string;
  status: MessageStatus;
  error: { code: FailureCode; message: string } | null;
  usage: Usage;
}

// Owners first, as everywhere; a turn that was taken over matches no row.
const endStatement: Statement = {
  name: "assistant_end",
  text: `with ${ownerCte("assistant")}, freed as (
      update conversations c set turn_id = null, turn_seen_at = null, turn_stopping = false, updated_at = $4
      from owner where c.id = $2 and c.user_id = owner.id and c.turn_id = $3::uuid returning c.id
    )
    update messages m set parts = $6::text::jsonb, content = $7, status = $8::message_status, error_code = $9,
      error = $10, input_tokens = coalesce($11::int, m.input_tokens), output_tokens = coalesce($12::int, m.output_tokens),
      duration_ms = coalesce(m.duration_ms, 0) + coalesce($13::int, 0), updated_at = $4
    from freed where m.conversation_id = freed.id and m.user_id = $1 and m.id = $5 and m.status = 'writing'
    returning m.id`,
};

/** Stores an answer and releases its conversation; does nothing when the turn was taken over. */
export async function endTurn(keys: TurnKeys, ending: Ending, now: Date): Promise<void> {
  const { owner, conversation, turn, message } = keys;
  const { parts, content, status, error, usage } = ending;
  await run(endStatement, [
    ...[owner, conversation, turn, now, message, JSON.stringify(parts), content, status],
    ...[error?.code ?? null, error?.message ?? null],
    ...[usage.input_tokens, usage.output_tokens, usage.duration_ms],
  ]);
}

const stopStatement: Statement = {
  name: "assistant_stop",
  text: `update conversations set turn_stopping = true
    where id = $2 and user_id = $1 and turn_id is not null and turn_seen_at >= $3 returning id`,
};

/** Requests the turn in progress in a conversation to stop; false when there is none. */
export async function askToStop(owner: number, conversation: number, now: Date): Promise<boolean> {
  return (await run(stopStatement, [owner, conversation, deadline(now)])).length > 0;
}

/** Conversations whose turn has died, with the message it was writing. */
export async function findDead(now: Date, count: number) {
  return (await db())
    .select({
      owner: conversations.user_id,
      conversation: conversations.id,
      turn: sql<string>`${conversations.turn_id}`,
      message: messages.id,
      parts: messages.parts,
    })
    .from(conversations)
    .innerJoin(messages, and(eq(messages.conversation_id, conversations.id), eq(messages.status, "writing")))
    .where(and(isNotNull(conversations.turn_id), lt(conversations.turn_seen_at, deadline(now))))
    .limit(count);
}

/** Releases conversations whose turn has died without a message in progress. */
export async function freeDead(now: Date): Promise<void> {
  await (await db())
    .update(conversations)
    .set({ turn_id: null, turn_seen_at: null, turn_stopping: false })
    .where(
      and(
        isNotNull(conversations.turn_id),
        lt(conversations.turn_seen_at, deadline(now)),
        sql`not exists (select 1 from ${messages} m where m.conversation_id = ${conversations.id} and m.status = 'writing')`,
      ),
    );
}

/** Deletes `Idempotency-Key`s whose requests were before an instant. */
export async function forgetKeys(before: Date): Promise<void> {
  const old = and(isNotNull(messages.request_key), lt(messages.updated_at, before));
  const orm = await db();
  await orm
    .update(messages)
    .set({ request_key: null, request_hash: null })
    .where(inArray(messages.id, orm.select({ id: messages.id }).from(messages).where(old)));
}
