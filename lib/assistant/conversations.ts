import "server-only";
import { withOwnerLock } from "@/db/owner.ts";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/pagination.ts";
import { dropTurn, stopTurn } from "@/lib/assistant/turn/runner.ts";
import { turnIn } from "@/lib/assistant/turn/turn.ts";
import { askToStop } from "@/lib/assistant/turn/turn-queries.ts";
import { notFound } from "@/lib/core/errors.ts";
import { excerptAround, searchTerms } from "@/lib/core/search-text.ts";
import * as queries from "./queries.ts";
import { serializeMessage, serializeSummary } from "./serialize.ts";
import type { ConversationSummary } from "./shapes.ts";

/** Reading, searching, renaming and deleting conversations. */

async function existing(owner: number, id: number, now: Date): Promise<queries.ConversationRow> {
  const row = await queries.findOne(owner, id, now);
  if (!row) throw notFound("Conversation");
  return row;
}

/** A page of conversations, the most recently active first. */
export async function list(owner: number, input: PageRequest, now: Date) {
  const found = await queries.list(owner, input, positionOf(input.cursor), now);
  const { rows, page } = pageOf(found.rows, found.total, input, ({ updated_at, id }) => ({ time: updated_at, id }));
  return { conversations: rows.map(serializeSummary), ...page };
}

/** A page of conversations that have all words of `q`. */
export async function search(owner: number, { q, ...input }: PageRequest & { q: string }, now: Date) {
  const found = await queries.search(owner, q, input, positionOf(input.cursor), now);
  const { rows, page } = pageOf(found.rows, found.total, input, ({ updated_at, id }) => ({ time: updated_at, id }));
  const terms = searchTerms(q);
  return {
    conversations: rows.map((row) => ({
      ...serializeSummary(row),
      message_id: row.message_id,
      excerpt: row.content === null ? row.title : excerptAround(row.content, terms),
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
  const found = await queries.findMessages({ owner, conversation: id, before: position, limit: limit + 1 }, now);
  const has_more = found.length > limit;
  const messages = (has_more ? found.slice(1) : found).map(serializeMessage);
  return { ...serializeSummary(row), is_writing: found[0]?.is_written ?? row.is_writing, messages, has_more };
}

/** Renames a conversation. */
export async function rename(owner: number, id: number, title: string, now: Date): Promise<ConversationSummary> {
  return withOwnerLock(owner, "assistant", async (tx) => {
    const row = await queries.rename(owner, id, title, now, tx);
    if (!row) throw notFound("Conversation");
    return serializeSummary(row);
  });
}

/** Deletes a conversation; an answer in progress stops. */
export async function remove(owner: number, id: number): Promise<void> {
  await withOwnerLock(owner, "assistant", async (tx) => {
    if (!(await queries.remove(owner, id, tx))) throw notFound("Conversation");
  });
  dropTurn(turnIn(id));
}

/** The answer this process is writing in a conversation, from its beginning; undefined when there is none. */
export async function follow(owner: number, id: number, now: Date): Promise<ReadableStream<Uint8Array> | undefined> {
  await existing(owner, id, now);
  return turnIn(id)?.read(true);
}

/** Stops the answer in progress in a conversation. */
export async function stop(owner: number, id: number, now: Date): Promise<{ stopping: boolean }> {
  const stopping = await askToStop(owner, id, now);
  if (!stopping) await existing(owner, id, now);
  // Whichever process writes it sees this at its next heartbeat; this process can stop it at once.
  if (stopping) stopTurn(turnIn(id));
  return { stopping };
}
