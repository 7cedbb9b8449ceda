import "server-only";
import { and, asc, desc, eq, gt, lt, type SQL, sql } from "drizzle-orm";
import { type Database, db, type Executor } from "@/db/index.ts";
import { conversations, messages } from "@/db/schema/index.ts";
import { hasTerms } from "@/db/search.ts";
import type { PageRequest, Position } from "@/lib/api/pagination.ts";
import { isWritten, messageColumns, type ShownRow } from "./message-queries.ts";

/** SQL of reading conversations. The owner is the first argument. */

const columns = (now: Date) => ({
  id: conversations.id,
  title: conversations.title,
  is_writing: isWritten(now),
  created_at: conversations.created_at,
  updated_at: conversations.updated_at,
});

export interface ConversationRow {
  id: number;
  title: string;
  /** It has a turn in progress. */
  is_writing: boolean;
  created_at: Date;
  updated_at: Date;
}

const own = (owner: number, id?: number): SQL | undefined =>
  and(eq(conversations.user_id, owner), id === undefined ? undefined : eq(conversations.id, id));

const latestFirst = [desc(conversations.updated_at), desc(conversations.id)];

const after = (position: Position | undefined) =>
  position && sql`(${conversations.updated_at}, ${conversations.id}) < (${position.time}, ${position.id})`;

const counted = (orm: Database, condition: SQL | undefined) =>
  orm.select({ total: sql<number>`count(*)::int` }).from(conversations).where(condition);

/** One conversation of the owner. */
export async function findOne(owner: number, id: number, now: Date): Promise<ConversationRow | undefined> {
  const [row] = await (await db()).select(columns(now)).from(conversations).where(own(owner, id));
  return row;
}

/** Up to `limit + 1` conversations, the most recently active first, and the total count. */
export async function list(owner: number, page: PageRequest, position: Position | undefined, now: Date) {
  const orm = await db();
  const [rows, [count]] = await Promise.all([
    orm
      .select(columns(now))
      .from(conversations)
      .where(and(own(owner), after(position)))
      .orderBy(...latestFirst)
      .limit(page.limit + 1)
      .offset(position ? 0 : page.offset),
    counted(orm, own(owner)),
  ]);
  return { rows, total: count?.total ?? 0 };
}

// Messages and turn are read in one statement: from two snapshots they could be inconsistent.
const shownMessages = (orm: Database, now: Date, condition: SQL | undefined) =>
  orm
    .select({ ...messageColumns, is_written: isWritten(now) })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversation_id))
    .where(condition);

const within = (owner: number, conversation: number) =>
  and(eq(messages.conversation_id, conversation), eq(messages.user_id, owner));

/** A page of a conversation. */
interface Cut {
  owner: number;
  conversation: number;
  /** The position it ends before. */
  before?: number | undefined;
  limit: number;
}

/** The statement of the latest messages before a position, latest first; not run yet. */
export const messagesBefore = (orm: Database, { owner, conversation, before, limit }: Cut, now: Date) =>
  shownMessages(
    orm,
    now,
    and(within(owner, conversation), before === undefined ? undefined : lt(messages.position, before)),
  )
    .orderBy(desc(messages.position))
    .limit(limit);

/** The latest messages of a conversation before a position, oldest first. */
export async function findMessages(cut: Cut, now: Date): Promise<ShownRow[]> {
  return (await messagesBefore(await db(), cut, now)).reverse();
}

/** The next messages of a conversation after a position, oldest first; for exports. */
export async function messagesAfter(
  owner: number,
  conversation: number,
  position: number,
  limit: number,
  now: Date,
): Promise<ShownRow[]> {
  const condition = and(within(owner, conversation), gt(messages.position, position));
  return shownMessages(await db(), now, condition)
    .orderBy(asc(messages.position))
    .limit(limit);
}

/** A message's position in its conversation. */
export async function positionOfMessage(owner: number, conversation: number, id: number): Promise<number | undefined> {
  const [row] = await (await db())
    .select({ position: messages.position })
    .from(messages)
    .where(and(eq(messages.user_id, owner), eq(messages.conversation_id, conversation), eq(messages.id, id)));
  return row?.position;
}

/** Renames a conversation; it keeps its position in the list. */
export async function rename(
  owner: number,
  id: number,
  title: string,
  now: Date,
  tx: Executor,
): Promise<ConversationRow | undefined> {
  const [row] = await tx.update(conversations).set({ title }).where(own(owner, id)).returning(columns(now));
  return row;
}

/** Deletes a conversation; false when there is none. */
export async function remove(owner: number, id: number, tx: Executor): Promise<boolean> {
  const rows = await tx.delete(conversations).where(own(owner, id)).returning({ id: conversations.id });
  return rows.length > 0;
}

/** A conversation that matches; `message_id` and `content` are those of its latest message that matches. */
export interface FoundRow extends ConversationRow {
  message_id: number | null;
  content: string | null;
}

/** Up to `limit + 1` conversations that have all words in their title or in one message, and the total count. */
export async function search(
  owner: number,
  text: string,
  page: PageRequest,
  position: Position | undefined,
  now: Date,
) {
  const orm = await db();
  // An answer is searchable once it is complete. The index has no others.
  const inMessages = sql`${messages.conversation_id} = ${conversations.id} and ${messages.user_id} = ${owner}
    and ${messages.status} <> 'writing' and ${hasTerms(messages.search_text, text)}`;
  const condition = and(
    own(owner),
    sql`(${hasTerms(conversations.search_text, text)} or exists (select 1 from ${messages} where ${inMessages}))`,
  );
  const latest = orm
    .select({
      message_id: messages.id,
      content: messages.content,
    })
    .from(messages)
    .where(inMessages)
    .orderBy(desc(messages.position))
    .limit(1)
    .as("latest");
  const [rows, [count]] = await Promise.all([
    orm
      .select({ ...columns(now), message_id: latest.message_id, content: latest.content })
      .from(conversations)
      .leftJoinLateral(latest, sql`true`)
      .where(and(condition, after(position)))
      .orderBy(...latestFirst)
      .limit(page.limit + 1)
      .offset(position ? 0 : page.offset),
    counted(orm, condition),
  ]);
  return { rows: rows as FoundRow[], total: count?.total ?? 0 };
}
