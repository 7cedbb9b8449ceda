import "server-only";
import { randomUUID } from "node:crypto";
import type { Executor } from "@/db/index.ts";
import { withOwnerLock } from "@/db/owner.ts";
import { idempotencyHours } from "@/lib/api/idempotency.ts";
import { contextMessages } from "@/lib/assistant/constants.ts";
import { failure } from "@/lib/assistant/failure-messages.ts";
import {
  cutAt,
  findByRequestKey,
  latestMessages,
  type MessageRow,
  updateMessage,
} from "@/lib/assistant/message-queries.ts";
import { brokenOff, textOf, titleOf, windowOf } from "@/lib/assistant/parts.ts";
import { AppError, invalid, isUniqueViolation, notFound } from "@/lib/core/errors.ts";
import { type Begun, open, type StillWaiting, shown, type TurnRequest } from "./start-cases.ts";
import { beginFirst, beginNext, claimConversation, insertConversation } from "./start-queries.ts";

/** Starts a turn: one transaction that locks the owner, claims the conversation and stores the message. */

/** A repeat of an earlier request: the message it was sent with, or which it continued. */
interface Known {
  kind: "known";
  message: MessageRow;
}

/** Another turn is in progress in the conversation. */
interface Busy {
  kind: "busy";
}

const noRequest = { request_key: null, request_hash: null };

/** Rolls the transaction back, because another turn has the conversation. */
class Taken extends Error {}

/**
 * The message of an earlier request with this key; one that was continued under another key is not found.
 * @throws {AppError} VALIDATION_ERROR when the key came with another request
 */
export async function sentBefore(
  owner: number,
  { key, hash }: NonNullable<TurnRequest["request"]>,
  now: Date,
  tx?: Executor,
): Promise<MessageRow | undefined> {
  const message = await findByRequestKey(owner, key, tx);
  if (!message) return undefined;
  if (message.updated_at.getTime() < now.getTime() - idempotencyHours * 3_600_000) {
    if (tx) await updateMessage(owner, message.id, noRequest, message.updated_at, tx);
    return undefined;
  }
  if (message.request_hash === hash) return message;
  throw invalid(["header", "Idempotency-Key"], "This key was already used with another request", "key_reused");
}

/** The message an earlier process was writing when it died. */
async function bury(owner: number, row: MessageRow, now: Date, tx: Executor): Promise<MessageRow> {
  const { code, message } = failure("INTERRUPTED");
  const parts = brokenOff(row.parts);
  const changes = { parts, content: textOf(parts), status: "failed" as const, error_code: code, error: message };
  return (await updateMessage(owner, row.id, changes, now, tx)) ?? row;
}

async function historyOf(owner: number, conversation: number, now: Date, tx: Executor): Promise<MessageRow[]> {
  const rows = await latestMessages(owner, conversation, contextMessages, tx);
  // The conversation is claimed, so any earlier writer is dead.
  return Promise.all(rows.map((row) => (row.status === "writing" ? bury(owner, row, now, tx) : row)));
}

/** Starts a turn in the common case; undefined for any other. */
async function plainly(owner: number, asked: TurnRequest, turn: string, now: Date): Promise<Begun | undefined> {
  const { ask, conversation, request, model } = asked;
  if (ask.kind !== "message" || ask.replaces !== undefined) return undefined;
  const keys = { said: ask.key ?? randomUUID(), answer: randomUUID() };
  const beginning = { turn, now, text: ask.text, keys, request, model };
  try {
    const begun =
      conversation === undefined
        ? await beginFirst(owner, titleOf(ask.text), beginning)
        : await beginNext(owner, conversation, beginning);
    if (!begun) return undefined;
    const { said, answer } = begun;
    const history = windowOf(shown(begun.shown), contextMessages);
    return { kind: "begun", turn, conversation: said.conversation_id, message: answer, userMessage: said.id, history };
  } catch (error) {
    // The key exists already: the longer path checks whether it is the same request.
    if (isUniqueViolation(error)) return undefined;
    throw error;
  }
}

/**
 * Starts a turn, unless another one is in progress.
 * @throws {AppError} NOT_FOUND, CONFLICT, VALIDATION_ERROR for a key that came with another request
 */
export async function begin(
  owner: number,
  asked: TurnRequest,
  now: Date,
): Promise<Begun | StillWaiting | Known | Busy> {
  const turn = randomUUID();
  const { ask } = asked;
  const plain = await plainly(owner, asked, turn, now);
  if (plain) return plain;
  try {
    return await withOwnerLock(owner, "assistant", async (tx) => {
      const same = asked.request && (await sentBefore(owner, asked.request, now, tx));
      if (same) return { kind: "known", message: same };
      if (asked.conversation === undefined) {
        const title = ask.kind === "message" ? titleOf(ask.text) : "";
        const conversation = await insertConversation(owner, title, turn, now, tx);
        return open({ owner, conversation, turn, asked, history: [], now, tx });
      }
      const conversation = await claimConversation(owner, asked.conversation, turn, now, tx);
      if (!conversation) throw new Taken();
      if (ask.kind === "message" && ask.replaces !== undefined) {
        if (!(await cutAt(owner, conversation.id, ask.replaces, tx))) throw notFound("Message");
      }
      const history = await historyOf(owner, conversation.id, now, tx);
      return open({ owner, conversation, turn, asked, history, now, tx });
    });
  } catch (error) {
    if (error instanceof Taken) return { kind: "busy" };
    if (isUniqueViolation(error, "messages_key")) throw new AppError("CONFLICT", "This message was already sent");
    throw error;
  }
}
