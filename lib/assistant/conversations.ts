import "server-only";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/page.ts";
import { notFound } from "@/lib/errors.ts";
import { owning } from "@/lib/tracking/sessions.ts";
import { failure } from "./failures.ts";
import { settled, textOf, toolCallsOf } from "./parts.ts";
import * as queries from "./queries.ts";
import { dropTurn, stopTurn } from "./run.ts";
import type { ConversationSummary, Message } from "./shapes.ts";
import { turnIn } from "./turn.ts";
import { askToStop, type MessageRow } from "./turn-queries.ts";

/** Conversations as people read, find, rename and delete them. */

/** A row as the API shows it. */
export const summaryOf = ({
  id,
  title,
  is_writing,
  created_at,
  updated_at,
}: queries.ConversationRow): ConversationSummary => ({
  id,
  title,
  is_writing,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
});

/** A row whose writer is dead, as the sweep is going to make it. */
function interrupted(row: MessageRow): MessageRow {
  const { code, message } = failure("INTERRUPTED");
  return { ...row, parts: settled(row.parts), status: "failed", error_code: code, error: message };
}

/**
 * A message as the API shows it.
 * @param isWriting whether a living turn writes in its conversation
 */
export function messageOf(kept: MessageRow, isWriting: boolean): Message {
  const row = kept.status === "writing" && !isWriting ? interrupted(kept) : kept;
  const { id, key, role, parts, status, error_code, error, model, input_tokens, output_tokens, duration_ms } = row;
  return {
    id,
    key,
    role,
    content: row.parts === kept.parts ? row.content : textOf(parts),
    parts,
    tool_calls: toolCallsOf(parts),
    status,
    error: error_code === null ? null : { code: error_code, message: error ?? "" },
    model,
    usage: role === "user" ? null : { input_tokens, output_tokens, duration_ms },
    created_at: row.created_at.toISOString(),
  };
}

async function existing(owner: number, id: number, now: Date): Promise<queries.ConversationRow> {
  const row = await queries.findOne(owner, id, now);
  if (!row) throw notFound("Conversation");
  return row;
}

/** A page of conversations, the latest written in first. */
export async function list(owner: number, input: PageRequest, now: Date) {
  const found = await queries.list(owner, input, positionOf(input.cursor), now);
  const { rows, page } = pageOf(found.rows, found.total, input, ({ updated_at, id }) => ({ time: updated_at, id }));
  return { conversations: rows.map(summaryOf), ...page };
}

/** A page of conversations that have all words of `q`. */
export async function search(owner: number, { q, ...input }: PageRequest & { q: string }, now: Date) {
  const found = await queries.search(owner, q, input, positionOf(input.cursor), now);
  const { rows, page } = pageOf(found.rows, found.total, input, ({ updated_at, id }) => ({ time: updated_at, id }));
  return {
    conversations: rows.map((row) => ({
      ...summaryOf(row),
      message_id: row.message_id,
      excerpt: row.excerpt ?? row.title,
    })),
    ...page,
  };
}

/** A conversation with the latest of its messages, or those before one. */
export async function read(
  owner: number,
  { id, limit, before }: { id: number; limit: number; before?: number | undefined },
  now: Date,
) {
  const row = await existing(owner, id, now);
  const position = before === undefined ? undefined : await queries.positionOfMessage(owner, id, before);
  if (before !== undefined && position === undefined) throw notFound("Message");
  const found = await queries.findMessages(owner, id, position, limit + 1);
  const has_more = found.length > limit;
  const messages = (has_more ? found.slice(1) : found).map((message) => messageOf(message, row.is_writing));
  return { ...summaryOf(row), messages, has_more };
}

/** Renames a conversation. */
export async function rename(owner: number, id: number, title: string, now: Date): Promise<ConversationSummary> {
  return owning(owner, async (tx) => {
    const row = await queries.rename(owner, id, title, now, tx);
    if (!row) throw notFound("Conversation");
    return summaryOf(row);
  });
}

/** Deletes a conversation; an answer that is being written in it stops. */
export async function remove(owner: number, id: number): Promise<void> {
  await owning(owner, async (tx) => {
    if (!(await queries.remove(owner, id, tx))) throw notFound("Conversation");
  });
  dropTurn(turnIn(id));
}

/** The answer that this process is writing in a conversation, from its beginning; undefined when it writes none. */
export async function follow(owner: number, id: number, now: Date): Promise<ReadableStream<Uint8Array> | undefined> {
  await existing(owner, id, now);
  return turnIn(id)?.read(true);
}

/** Stops the answer that is being written in a conversation. */
export async function stop(owner: number, id: number, now: Date): Promise<{ stopping: boolean }> {
  const stopping = await askToStop(owner, id, now);
  if (!stopping) await existing(owner, id, now);
  // Whichever process writes it hears of it at its next beat; this one need not wait for that.
  if (stopping) stopTurn(turnIn(id));
  return { stopping };
}
