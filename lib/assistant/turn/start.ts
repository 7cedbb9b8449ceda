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

/** How a turn begins: one transaction that holds the owner, claims the conversation and keeps what was said. */

/** The same request came before: the message it was sent with, or which it went on with. */
interface Known {
  kind: "known";
  message: MessageRow;
}

/** Another turn writes in the conversation. */
interface Busy {
  kind: "busy";
}

const noRequest = { request_key: null, request_hash: null };

/** Leaves the transaction without keeping what it did, because another turn has the conversation. */
class Taken extends Error {}

/**
 * The message that a request was sent with before; one that has been gone on with for another key is not found.
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

/** What an earlier process was writing when it died. */
async function bury(owner: number, row: MessageRow, now: Date, tx: Executor): Promise<MessageRow> {
  const { code, message } = failure("INTERRUPTED");
  const parts = brokenOff(row.parts);
  const changes = { parts, content: textOf(parts), status: "failed" as const, error_code: code, error: message };
  return (await updateMessage(owner, row.id, changes, now, tx)) ?? row;
}

async function historyOf(owner: number, conversation: number, now: Date, tx: Executor): Promise<MessageRow[]> {
  const rows = await latestMessages(owner, conversation, contextMessages, tx);
  // The conversation is claimed, so whoever was writing is dead.
  return Promise.all(rows.map((row) => (row.status === "writing" ? bury(owner, row, now, tx) : row)));
}

/** Begins a turn as nearly all begin; undefined when more has to be looked at. */
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
    // A key that is there already: whether that is the same request, the longer way finds out.
    if (isUniqueViolation(error)) return undefined;
    throw error;
  }
}

/**
 * Begins a turn, unless another one is under way.
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
