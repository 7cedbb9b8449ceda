import "server-only";
import { and, asc, desc, eq, getTableColumns, gt, gte, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { db, type Executor, run, type Statement } from "@/db/index.ts";
import { conversations, messages } from "@/db/schema/index.ts";
import type { FailureCode, MessagePart, MessageStatus, Usage } from "./words.ts";

/** SQL of answers that are being written. The owner is the first argument. */

export type MessageRow = typeof messages.$inferSelect;

/** A turn that gave no sign of life for so long is dead: its process is gone. */
const deadAfterMs = 15_000;

const deadline = (now: Date) => new Date(now.getTime() - deadAfterMs);

/** Whether a living turn writes in a conversation. */
export const isWritten = (now: Date) =>
  sql<boolean>`(${conversations.turn_id} is not null and ${conversations.turn_seen_at} >= ${deadline(now)})`;

/** A message, and whether somebody writes in its conversation: a message nobody writes any more has broken off. */
export interface ShownRow extends MessageRow {
  is_written: boolean;
}

/** Makes a conversation whose first turn begins with it. */
export async function insertConversation(owner: number, title: string, turn: string, now: Date, tx: Executor) {
  const [row] = await tx
    .insert(conversations)
    .values({
      user_id: owner,
      title,
      turn_id: turn,
      turn_seen_at: now,
      last_position: 2,
      created_at: now,
      updated_at: now,
    })
    .returning({ id: conversations.id, last_position: conversations.last_position });
  if (!row) throw new Error("No conversation was made");
  return row;
}

/**
 * Claims a conversation for a turn, unless a living one has it, and keeps two positions for its messages.
 * @returns undefined when a turn has it, or when there is no such conversation
 */
export async function claimConversation(owner: number, id: number, turn: string, now: Date, tx: Executor) {
  const [row] = await tx
    .update(conversations)
    .set({
      turn_id: turn,
      turn_seen_at: now,
      turn_stopping: false,
      last_position: sql`${conversations.last_position} + 2`,
      updated_at: now,
    })
    .where(
      and(
        eq(conversations.id, id),
        eq(conversations.user_id, owner),
        or(isNull(conversations.turn_id), lt(conversations.turn_seen_at, deadline(now))),
      ),
    )
    .returning({ id: conversations.id, last_position: conversations.last_position });
  return row;
}

/** Gives a conversation free again without an answer. */
export async function freeConversation(owner: number, id: number, tx: Executor): Promise<void> {
  await tx
    .update(conversations)
    .set({ turn_id: null, turn_seen_at: null })
    .where(and(eq(conversations.id, id), eq(conversations.user_id, owner)));
}

/** Whether the owner has such a conversation. */
export async function hasConversation(owner: number, id: number): Promise<boolean> {
  const rows = await (await db())
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.user_id, owner), eq(conversations.id, id)));
  return rows.length > 0;
}

/** The latest messages of a conversation, oldest first. */
export async function latestMessages(owner: number, conversation: number, count: number, tx: Executor) {
  const rows = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.conversation_id, conversation), eq(messages.user_id, owner)))
    .orderBy(desc(messages.position))
    .limit(count);
  return rows.reverse();
}

/** A message that is about to be kept. */
export type NewMessage = Pick<MessageRow, "position" | "role" | "key" | "parts" | "content" | "status"> &
  Partial<Pick<MessageRow, "model" | "request_key" | "request_hash">>;

/** Keeps messages of one conversation; they come back in the order of their positions. */
export async function insertMessages(
  owner: number,
  conversation: number,
  values: NewMessage[],
  now: Date,
  tx: Executor,
): Promise<MessageRow[]> {
  const rows = await tx
    .insert(messages)
    .values(
      values.map((value) => ({
        ...value,
        user_id: owner,
        conversation_id: conversation,
        created_at: now,
        updated_at: now,
      })),
    )
    .returning();
  return rows.sort((a, b) => a.position - b.position);
}

type MessageChanges = Partial<
  Pick<MessageRow, "parts" | "content" | "status" | "error" | "error_code" | "model" | "request_key" | "request_hash">
>;

/** Changes one message of the owner's. */
export async function updateMessage(owner: number, id: number, changes: MessageChanges, now: Date, tx: Executor) {
  const [row] = await tx
    .update(messages)
    .set({ ...changes, updated_at: now })
    .where(and(eq(messages.id, id), eq(messages.user_id, owner)))
    .returning();
  return row;
}

/** Deletes a message of the person's and all that came after it; false when there is no such message. */
export async function cutAt(owner: number, conversation: number, id: number, tx: Executor): Promise<boolean> {
  const own = and(eq(messages.conversation_id, conversation), eq(messages.user_id, owner));
  const [first] = await tx
    .select({ position: messages.position })
    .from(messages)
    .where(and(own, eq(messages.id, id), eq(messages.role, "user")));
  if (!first) return false;
  await tx.delete(messages).where(and(own, gte(messages.position, first.position)));
  return true;
}

/** The message that was sent with an `Idempotency-Key`. */
export async function findByRequestKey(owner: number, key: string, tx?: Executor): Promise<MessageRow | undefined> {
  const [row] = await (tx ?? (await db()))
    .select()
    .from(messages)
    .where(and(eq(messages.user_id, owner), eq(messages.request_key, key)));
  return row;
}

/** One message of the owner's. */
export async function findMessage(owner: number, id: number, now: Date): Promise<ShownRow | undefined> {
  const [row] = await (await db())
    .select({ ...getTableColumns(messages), is_written: isWritten(now) })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversation_id))
    .where(and(eq(messages.user_id, owner), eq(messages.id, id)));
  return row;
}

/** The message that follows another one. */
export async function messageAfter(owner: number, { conversation_id, position }: MessageRow) {
  const [row] = await (await db())
    .select()
    .from(messages)
    .where(
      and(eq(messages.user_id, owner), eq(messages.conversation_id, conversation_id), gt(messages.position, position)),
    )
    .orderBy(asc(messages.position))
    .limit(1);
  return row;
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

/** Whose turn it is, and which message it writes. */
export interface TurnKeys {
  owner: number;
  conversation: number;
  turn: string;
  message: number;
}

/**
 * A sign of life of a turn, with what it has written when that has changed.
 * @returns whether it is to stop; undefined when the turn, its conversation or its owner is gone
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

// Owners first, as everywhere; a turn that was taken over finds nothing to write.
const endStatement: Statement = {
  name: "assistant_end",
  text: `with owner as (
      update users set tracking_version = tracking_version + 1 where id = $1 returning id
    ), freed as (
      update conversations c set turn_id = null, turn_seen_at = null, turn_stopping = false, updated_at = $4
      from owner where c.id = $2 and c.user_id = owner.id and c.turn_id = $3::uuid returning c.id
    )
    update messages m set parts = $6::text::jsonb, content = $7, status = $8::message_status, error_code = $9,
      error = $10, input_tokens = coalesce($11::int, m.input_tokens), output_tokens = coalesce($12::int, m.output_tokens),
      duration_ms = coalesce(m.duration_ms, 0) + coalesce($13::int, 0), updated_at = $4
    from freed where m.conversation_id = freed.id and m.user_id = $1 and m.id = $5 and m.status = 'writing'
    returning m.id`,
};

/** Keeps an answer and gives its conversation free; does nothing when the turn is no longer its own. */
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

/** Asks whoever writes in a conversation to stop; false when nobody does. */
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

/** Frees conversations whose turn has died without a message that it was writing. */
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

/** Forgets `Idempotency-Key`s whose requests were before an instant. */
export async function forgetKeys(before: Date): Promise<void> {
  const old = and(isNotNull(messages.request_key), lt(messages.updated_at, before));
  const orm = await db();
  await orm
    .update(messages)
    .set({ request_key: null, request_hash: null })
    .where(inArray(messages.id, orm.select({ id: messages.id }).from(messages).where(old)));
}
