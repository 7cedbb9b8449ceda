import "server-only";
import { Readable } from "node:stream";
import { type Reply, streamed } from "@/lib/api/implement.ts";
import { notFound } from "@/lib/core/errors.ts";
import { type ConversationRow, findOne, messagesAfter } from "./queries.ts";
import { serializeMessage, serializeSummary } from "./serialize.ts";
import type { Message, ToolCall } from "./shapes.ts";

const portion = 200;

/** All messages of a conversation, oldest first, read in batches. */
export async function* messagesOf(owner: number, { id }: Pick<ConversationRow, "id">): AsyncGenerator<Message> {
  for (let position = 0; ; ) {
    const rows = await messagesAfter(owner, id, position, portion, new Date());
    for (const row of rows) yield serializeMessage(row);
    const last = rows.at(-1);
    if (!last || rows.length < portion) return;
    position = last.position;
  }
}

const states: Record<ToolCall["state"], string> = {
  running: "is running",
  approval_required: "waits for approval",
  denied: "was not approved",
  done: "done",
  failed: "failed",
};

function callLine({ name, arguments: sent, state }: ToolCall): string {
  const code = `${name} ${JSON.stringify(sent)}`;
  // The fence has more backticks than any run within the text.
  const longest = Math.max(0, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `- ${fence} ${code} ${fence} ${states[state]}`;
}

function section({ role, content, tool_calls, status, error, created_at }: Message): string {
  const who = role === "user" ? "You" : "Assistant";
  const notes = [error?.message, status === "stopped" ? "Stopped." : undefined].filter((note) => note !== undefined);
  const blocks = [
    `## ${who}, ${created_at.slice(0, 16).replace("T", " ")} UTC`,
    content,
    tool_calls.map(callLine).join("\n"),
    ...notes.map((note) => `*${note}*`),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n\n`;
}

async function* markdown(owner: number, conversation: ConversationRow): AsyncGenerator<string> {
  yield `# ${conversation.title}\n\n`;
  for await (const message of messagesOf(owner, conversation)) yield section(message);
}

async function* json(owner: number, conversation: ConversationRow): AsyncGenerator<string> {
  const { is_writing: _now, ...summary } = serializeSummary(conversation);
  yield `${JSON.stringify(summary).slice(0, -1)},"messages":[`;
  let separator = "";
  for await (const message of messagesOf(owner, conversation)) {
    yield `${separator}${JSON.stringify(message)}`;
    separator = ",";
  }
  yield "]}";
}

const mediaTypes = { md: "text/markdown; charset=utf-8", json: "application/json" };

/**
 * A conversation as a file, read and streamed in batches.
 * @throws {AppError} NOT_FOUND
 */
export async function exportConversation(owner: number, id: number, format: "md" | "json", now: Date): Promise<Reply> {
  const conversation = await findOne(owner, id, now);
  if (!conversation) throw notFound("Conversation");
  const text = (format === "md" ? markdown : json)(owner, conversation);
  const stream = Readable.toWeb(Readable.from(text, { objectMode: false })) as ReadableStream<Uint8Array>;
  return streamed(stream, {
    "Content-Type": mediaTypes[format],
    "Content-Disposition": `attachment; filename="stint-conversation-${id}.${format}"`,
  });
}
