import "server-only";
import { and, count, eq, isNull, lt, or, sql } from "drizzle-orm";
import { type Executor, run, type Statement } from "@/db/index.ts";
import { ownerCte } from "@/db/owner.ts";
import { conversations } from "@/db/schema/index.ts";
import { contextMessages, mostConversations } from "@/lib/assistant/constants.ts";
import { deadline, type MessageRow, messageColumns } from "@/lib/assistant/message-queries.ts";
import { AppError } from "@/lib/core/errors.ts";

/** SQL of how turns begin. The owner is the first argument. */

/**
 * Makes a conversation whose first turn begins with it. The account's row must be locked.
 * @throws {AppError} CONFLICT when the account has as many as it may have
 */
export async function insertConversation(owner: number, title: string, turn: string, now: Date, tx: Executor) {
  const [present] = await tx.select({ count: count() }).from(conversations).where(eq(conversations.user_id, owner));
  if ((present?.count ?? 0) >= mostConversations) {
    throw new AppError("CONFLICT", `At most ${mostConversations} conversations are allowed; delete one first`);
  }
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

// Nearly all turns begin with a message after an answer that is whole: one statement does all of that. The owner's row
// comes first, as everywhere, so that what one person writes is kept one after the other.
const claimed = ownerCte("assistant");

const columns = Object.keys(messageColumns).join(", ");

const added = `added as (
    insert into messages (conversation_id, user_id, position, role, key, parts, content, status, model,
      request_key, request_hash, created_at, updated_at)
    select c.id, $1, c.last_position - v.back, v.role::message_role, v.key, v.parts::jsonb, v.content,
      v.status::message_status, v.model, v.request_key, v.request_hash, $3, $3
    from conversation c, (values
      (1, 'user', $4::text, jsonb_build_array(jsonb_build_object('type', 'text', 'text', $5::text)), $5::text, 'complete',
        null::text, $6::text, $7::text),
      (0, 'assistant', $8::text, '[]'::jsonb, '', 'writing', $9::text, null, null)
    ) v (back, role, key, parts, content, status, model, request_key, request_hash)
    returning ${columns}
  )`;

// The statement counts what was there before it waited for the owner's row, so it leaves the last hundred to the longer
// way, which counts with the row locked.
const firstStatement: Statement = {
  name: "assistant_begin_first",
  text: `with ${claimed}, conversation as (
    insert into conversations (user_id, title, turn_id, turn_seen_at, last_position, created_at, updated_at)
    select id, $10, $2::uuid, $3, 2, $3, $3 from owner
    where (select count(*) from conversations where user_id = $1) < ${mostConversations - 100}
    returning id, last_position
  ), ${added} select * from added order by position`,
};

// The position is compared with the one this statement began with: a turn that came in between has raised it, and then
// what the latest message said here is no longer true.
const nextStatement: Statement = {
  name: "assistant_begin_next",
  text: `with ${claimed}, conversation as (
    update conversations c set turn_id = $2::uuid, turn_seen_at = $3, turn_stopping = false,
      last_position = c.last_position + 2, updated_at = $3
    from owner
    where c.id = $10 and c.user_id = owner.id and c.turn_id is null
      and c.last_position = (select b.last_position from conversations b where b.id = $10)
      and (select m.status from messages m where m.conversation_id = $10 order by m.position desc limit 1)
        not in ('waiting', 'writing')
    returning c.id, c.last_position
  ), earlier as (
    select ${columns} from messages
    where conversation_id = $10 and user_id = $1 and exists (select 1 from conversation)
    order by position desc limit ${contextMessages - 1}
  ), ${added} select * from earlier union all select * from added order by position`,
};

/** A message of the person's that begins a turn as nearly all do. */
export interface PlainBeginning {
  turn: string;
  now: Date;
  text: string;
  keys: { said: string; answer: string };
  request: { key: string; hash: string } | null;
  model: string;
}

const valuesOf = (owner: number, { turn, now, text, keys, request, model }: PlainBeginning) => [
  ...[owner, turn, now, keys.said, text, request?.key ?? null, request?.hash ?? null, keys.answer, model],
];

/**
 * Begins a turn with a message, in one statement.
 * @returns what the model is shown, the message last, and the answer; undefined when more has to be looked at, or when
 * there is no such conversation
 * @throws a unique violation when the message's key, or its request's, is there already
 */
async function beginBy(statement: Statement, owner: number, beginning: PlainBeginning, last: string | number) {
  const rows = await run<MessageRow>(statement, [...valuesOf(owner, beginning), last]);
  const answer = rows.pop();
  const said = rows.at(-1);
  return answer && said && { shown: rows, said, answer };
}

/** Begins the first turn of a new conversation. */
export const beginFirst = (owner: number, title: string, beginning: PlainBeginning) =>
  beginBy(firstStatement, owner, beginning, title);

/** Begins the next turn of a conversation whose latest message is whole, and in which nobody writes. */
export const beginNext = (owner: number, conversation: number, beginning: PlainBeginning) =>
  beginBy(nextStatement, owner, beginning, conversation);
