import "server-only";
import { and, asc, desc, eq, getTableColumns, gt, gte, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { conversations, messages } from "@/db/schema/index.ts";

/** SQL of single messages, and of the latest of them. The owner is the first argument. */

// What is searched is as long again as what was said, and nobody but the search needs it.
const { search_text: _searched, ...messageColumns } = getTableColumns(messages);

export { messageColumns };

export type MessageRow = Omit<typeof messages.$inferSelect, "search_text">;

/** A turn that gave no sign of life for so long is dead: its process is gone. */
const deadAfterMs = 15_000;

/** The instant since which a living turn has been seen. */
export const deadline = (now: Date) => new Date(now.getTime() - deadAfterMs);

/** Whether a living turn writes in a conversation. */
export const isWritten = (now: Date) =>
  sql<boolean>`(${conversations.turn_id} is not null and ${conversations.turn_seen_at} >= ${deadline(now)})`;

/** A message, and whether somebody writes in its conversation: a message nobody writes any more has broken off. */
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
    .returning(messageColumns);
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
    .returning(messageColumns);
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
    .select(messageColumns)
    .from(messages)
    .where(and(eq(messages.user_id, owner), eq(messages.request_key, key)));
  return row;
}

/** One message of the owner's. */
export async function findMessage(owner: number, id: number, now: Date): Promise<ShownRow | undefined> {
  const [row] = await (await db())
    .select({ ...messageColumns, is_written: isWritten(now) })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversation_id))
    .where(and(eq(messages.user_id, owner), eq(messages.id, id)));
  return row;
}

/** The message that follows another one. */
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
