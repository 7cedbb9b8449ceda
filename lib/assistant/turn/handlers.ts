import "server-only";
import { type Call, type Reply, reply, streamed } from "@/lib/api/implement.ts";
import type { FailureCode, MessagePart } from "@/lib/assistant/constants.ts";
import { findMessage, type ShownRow } from "@/lib/assistant/message-queries.ts";
import { textOf, toolCallsOf } from "@/lib/assistant/parts.ts";
import { serializeMessage } from "@/lib/assistant/serialize.ts";
import { AppError, notFound } from "@/lib/core/errors.ts";
import { type ChatInput, dispatchTurn, type Outcome } from "./dispatch.ts";
import { endingChunks } from "./stream-chunks.ts";
import { streamOf } from "./turn.ts";

/** The two chat endpoints: streaming, and the whole answer as JSON. */

/** Headers of an answer's stream. `no-transform` keeps compression from buffering words. */
export const streamHeaders = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
  "x-vercel-ai-ui-message-stream": "v1",
};

const replayedHeader = (replayed: boolean): Record<string, string> =>
  replayed ? { "Idempotent-Replayed": "true" } : {};

function keptStream(kept: ShownRow, replayed: boolean): ReadableStream<Uint8Array> {
  const { id, key, conversation_id, parts, status, error, model, usage } = { ...kept, ...serializeMessage(kept) };
  const used = usage ?? { input_tokens: null, output_tokens: null, duration_ms: null };
  const metadata = { conversation_id, user_message_id: null, message_id: id, status, ...(model !== null && { model }) };
  return streamOf({ key, metadata, base: replayed ? parts : [] }, endingChunks({ status, usage: used, error }));
}

/** The streaming endpoint. */
export async function chat(caller: Call, input: ChatInput): Promise<Reply> {
  const outcome = await dispatchTurn(caller, "stream", input);
  const stream =
    outcome.kind === "turn" ? outcome.turn.read(outcome.whole) : keptStream(outcome.message, outcome.replayed);
  return streamed(stream, { ...streamHeaders, ...replayedHeader(outcome.replayed) });
}

const retryAfter: Partial<Record<FailureCode, number>> = { RATE_LIMITED: 30, UNREACHABLE: 5, TOO_SLOW: 5, NONSENSE: 1 };

/** The JSON endpoint's error for a failed answer: the message is stored, and the error has its conversation's id. */
function unavailable(message: ShownRow, seconds: number | undefined): AppError {
  const { error } = serializeMessage(message);
  const msg = "The message is saved in this conversation. Send it again with the same Idempotency-Key to retry.";
  return new AppError("UNAVAILABLE", error?.message ?? "The model cannot be reached", {
    retryAfter: seconds ?? retryAfter[error?.code as FailureCode] ?? 60,
    detail: [{ loc: ["conversation", message.conversation_id], msg, type: "kept" }],
  });
}

/** The text for plain clients when the model calls a tool without any text. */
function approvalWords(parts: readonly MessagePart[]): string {
  const names = toolCallsOf(parts).filter(({ state }) => state === "approval_required");
  if (names.length === 0) return "";
  const calls = names.map(({ name, arguments: sent }) => `${name} ${JSON.stringify(sent)}`);
  return `This needs your approval: ${calls.join(", ")}. Answer "yes" or "no".`;
}

async function whole(caller: Call, outcome: Outcome): Promise<ShownRow> {
  if (outcome.kind === "kept") return outcome.message;
  await outcome.turn.done;
  const message = await findMessage(caller.principal.id, outcome.turn.message, new Date());
  if (!message) throw notFound("Conversation");
  return message;
}

/**
 * The JSON endpoint.
 * @throws {AppError} USER_ID_MISMATCH, NOT_FOUND, CONFLICT, UNAVAILABLE when the model failed
 */
export async function answer(caller: Call, { user_id, ...input }: ChatInput & { user_id: number }): Promise<Reply> {
  checkOwner(caller, user_id);
  const outcome = await dispatchTurn(caller, "json", input);
  const message = await whole(caller, outcome);
  if (message.status === "failed" || message.status === "writing") {
    throw unavailable(message, outcome.kind === "turn" ? outcome.turn.retryAfter : undefined);
  }
  // An answer continued after an approval is returned from there: the calls that waited, and what came after.
  const before = outcome.kind === "turn" ? outcome.before : 0;
  const first = before === 0 ? 0 : message.parts.findIndex((part) => "approval" in part && part.approval?.reason);
  const parts = message.parts.slice(Math.max(0, first));
  const data = {
    conversation_id: message.conversation_id,
    message_id: message.id,
    response: textOf(message.parts.slice(before)) || approvalWords(message.parts),
    tool_calls: toolCallsOf(parts),
    model: message.model ?? "",
  };
  return reply(200, data, replayedHeader(outcome.replayed));
}

/**
 * Rejects a path with another account's id.
 * @throws {AppError} USER_ID_MISMATCH
 */
export function checkOwner(caller: Call, userId: number): void {
  if (userId !== caller.principal.id) {
    throw new AppError("USER_ID_MISMATCH", "The path names an account other than the one signed in");
  }
}
