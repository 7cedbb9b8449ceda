import "server-only";
import { and, count, eq, isNull, lt, or, sql } from "drizzle-orm";
import { type Executor, run, type Statement } from "@/db/index.ts";
import { ownerCte } from "@/db/owner.ts";
import { conversations } from "@/db/schema/index.ts";
import { contextMessages, mostConversations } from "@/lib/assistant/constants.ts";
import { deadline, type MessageRow, messageColumns } from "@/lib/assistant/message-queries.ts";
import { AppError } from "@/lib/core/errors.ts";

/** SQL of starting turns. The owner is the first argument. */

/**
 * Inserts a conversation, claimed by its first turn. The account's row must be locked.
 * @throws {AppError} CONFLICT when the account has reached the maximum
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
 * Claims a conversation for a turn, unless another turn is alive in it, and reserves two positions for its messages.
 * @returns undefined when another turn has it, or when there is no such conversation
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

/** Releases a conversation without an answer. */
export async function freeConversation(owner: number, id: number, tx: Executor): Promise<void> {
  await tx
    .update(conversations)
    .set({ turn_id: null, turn_seen_at: null })
    .where(and(eq(conversations.id, id), eq(conversations.user_id, owner)));
}

// Nearly all turns begin with a message after a complete answer: one statement does all of that. The owner's row is
// locked first, as everywhere, so that one user's writes are serialized.
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

// The statement counts the rows from before it waited for the lock on the owner's row, so it leaves the last hundred to
// the longer path, which counts with the row locked.
const firstStatement: Statement = {
  name: "assistant_begin_first",
  text: `with ${claimed}, conversation as (
    insert into conversations (user_id, title, turn_id, turn_seen_at, last_position, created_at, updated_at)
    select id, $10, $2::uuid, $3, 2, $3, $3 from owner
    where (select count(*) from conversations where user_id = $1) < ${mostConversations - 100}
    returning id, last_position
  ), ${added} select * from added order by position`,
};

// The position is compared with the one at the start of this statement: a turn in between has raised it, and then the
// latest message read here is out of date.
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

/** A user's message that starts a turn in the common case. */
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
 * Starts a turn with a message, in one statement.
 * @returns the model's messages, the new one last, and the answer; undefined when it is not the common case, or when
 * there is no such conversation
 * @throws a unique violation when the message's key, or its request's, exists already
 */
async function beginBy(statement: Statement, owner: number, beginning: PlainBeginning, last: string | number) {
  const rows = await run<MessageRow>(statement, [...valuesOf(owner, beginning), last]);
  const answer = rows.pop();
  const stored = rows.at(-1);
  return answer && stored && { shown: rows, said: stored, answer };
}

/** Starts the first turn of a new conversation. */
export const beginFirst = (owner: number, title: string, beginning: PlainBeginning) =>
  beginBy(firstStatement, owner, beginning, title);

/** Starts the next turn of a conversation whose latest message is complete, and which has no turn in progress. */
export const beginNext = (owner: number, conversation: number, beginning: PlainBeginning) =>
  beginBy(nextStatement, owner, beginning, conversation);
