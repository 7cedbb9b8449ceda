import "server-only";
import { messagesOf } from "./export-conversation.ts";
import { list } from "./queries.ts";
import { serializeSummary } from "./serialize.ts";
import type { Message } from "./shapes.ts";

async function whole<T>(rows: AsyncGenerator<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** The assistant's part of an account's export: all conversations with all their messages, the latest first. */
export async function exportAssistant(owner: number): Promise<Record<string, unknown>> {
  const { rows } = await list(owner, { limit: Number.MAX_SAFE_INTEGER - 1, offset: 0 }, undefined, new Date());
  const conversations: Record<string, unknown>[] = [];
  for (const row of rows) {
    const { is_writing: _now, ...summary } = serializeSummary(row);
    const messages: Message[] = await whole(messagesOf(owner, row));
    conversations.push({ ...summary, messages });
  }
  return { conversations };
}
