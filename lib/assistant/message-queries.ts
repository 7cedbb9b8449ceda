import "server-only";
import { and, asc, desc, eq, getTableColumns, gt, gte, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { conversations, messages } from "@/db/schema/index.ts";

/** SQL of single messages, and of the latest of them. The owner is the first argument. */

// The search column is as long as the content, and only searches need it.
const { search_text: _searched, ...messageColumns } = getTableColumns(messages);

export { messageColumns };

export type MessageRow = Omit<typeof messages.$inferSelect, "search_text">;

/** A turn without a heartbeat for this long is dead: its process is gone. */
const deadAfterMs = 15_000;

/** A turn with a heartbeat since this instant is alive. */
export const deadline = (now: Date) => new Date(now.getTime() - deadAfterMs);

/** Whether a conversation has a turn in progress. */
export const isWritten = (now: Date) =>
  sql<boolean>`(${conversations.turn_id} is not null and ${conversations.turn_seen_at} >= ${deadline(now)})`;

/**
 * A message, and whether its conversation has a turn in progress: without one, an unfinished message was interrupted.
 */
export interface ShownRow extends MessageRow {
  is_written: boolean;
}

/** The latest messages of a conversation, oldest first. */
export async function latestMessages(owner: number, conversation: number, count: number, tx: Executor) {
  const rows = await tx
    .select(messageColumns)
    .from(messages)
    .where(and(eq(messages.conversation_id, conversation), eq(messages.user_id, owner)))
    .orderBy(desc(messages.position))
    .limit(count);
  return rows.reverse();
}

/** A message to be inserted. */
export type NewMessage = Pick<MessageRow, "position" | "role" | "key" | "parts" | "content" | "status"> &
  Partial<Pick<MessageRow, "model" | "request_key" | "request_hash">>;

/** Inserts messages of one conversation; returns them in the order of their positions. */
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
    .returning(messageColumns);
  return rows.sort((a, b) => a.position - b.position);
}

type MessageChanges = Partial<
  Pick<MessageRow, "parts" | "content" | "status" | "error" | "error_code" | "model" | "request_key" | "request_hash">
>;

/** Updates one message of the owner. */
export async function updateMessage(owner: number, id: number, changes: MessageChanges, now: Date, tx: Executor) {
  const [row] = await tx
    .update(messages)
    .set({ ...changes, updated_at: now })
    .where(and(eq(messages.id, id), eq(messages.user_id, owner)))
    .returning(messageColumns);
  return row;
}

/** Deletes a message of the user and all after it; false when there is no such message. */
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
    .select(messageColumns)
    .from(messages)
    .where(and(eq(messages.user_id, owner), eq(messages.request_key, key)));
  return row;
}

/** One message of the owner. */
export async function findMessage(owner: number, id: number, now: Date): Promise<ShownRow | undefined> {
  const [row] = await (await db())
    .select({ ...messageColumns, is_written: isWritten(now) })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversation_id))
    .where(and(eq(messages.user_id, owner), eq(messages.id, id)));
  return row;
}

/** The message after another one. */
export async function messageAfter(owner: number, { conversation_id, position }: MessageRow) {
  const [row] = await (await db())
    .select(messageColumns)
    .from(messages)
    .where(
      and(eq(messages.user_id, owner), eq(messages.conversation_id, conversation_id), gt(messages.position, position)),
    )
    .orderBy(asc(messages.position))
    .limit(1);
  return row;
}
