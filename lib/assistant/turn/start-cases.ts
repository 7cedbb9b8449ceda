import "server-only";
import { randomUUID } from "node:crypto";
import type { Executor } from "@/db/index.ts";
import { contextMessages, type MessagePart } from "@/lib/assistant/constants.ts";
import { decisionIn } from "@/lib/assistant/decision-phrases.ts";
import { insertMessages, type MessageRow, updateMessage } from "@/lib/assistant/message-queries.ts";
import {
  type Decision,
  decide,
  denyWaiting,
  finishedPart,
  onlyRead,
  settled,
  textOf,
  waitingFor,
  windowOf,
} from "@/lib/assistant/parts.ts";
import { readTools } from "@/lib/assistant/tool-set.ts";
import { AppError, notFound } from "@/lib/core/errors.ts";
import { freeConversation } from "./start-queries.ts";

/** The first step of a turn, once its conversation is claimed: store the message, or continue the existing one. */

/** A request to the assistant. */
export type Ask =
  | { kind: "message"; text: string; key?: string | undefined; replaces?: number | undefined }
  | { kind: "retry" }
  | { kind: "approvals"; approvals: Decision[] };

export interface TurnRequest {
  conversation: number | undefined;
  ask: Ask;
  /** `Idempotency-Key` and the hash of the request. */
  request: { key: string; hash: string } | null;
  /** The name of the model to be used. */
  model: string;
}

type Row = MessageRow;

/** A started turn: the conversation is claimed, and nothing is written yet. */
export interface Begun {
  kind: "begun";
  turn: string;
  conversation: number;
  /** The answer, with its existing parts. */
  message: Row;
  /** The user's message; null when the answer continues an earlier one. */
  userMessage: number | null;
  /** The model's messages; the answer itself is the last when it continues. */
  history: Row[];
}

/** Not all approvals are decided yet: the message was changed and still waits. */
export interface StillWaiting {
  kind: "waiting";
  message: Row;
}

const request = (from: TurnRequest["request"]) => ({
  request_key: from?.key ?? null,
  request_hash: from?.hash ?? null,
});

const wentOn = "The person moved on to something else.";

/** Messages as the model gets them: nothing in them is in progress. */
export const shown = (rows: readonly Row[]): Row[] =>
  rows.map((row) => ({ ...row, parts: settled(denyWaiting(row.parts, wentOn)) }));

/** A turn whose conversation is claimed, before its case is decided. */
export interface Opening {
  owner: number;
  conversation: { id: number; last_position: number };
  turn: string;
  asked: TurnRequest;
  history: Row[];
  now: Date;
  tx: Executor;
}

async function goOn(opening: Opening, row: Row, parts: MessagePart[]): Promise<Begun> {
  const { owner, conversation, turn, asked, history, now, tx } = opening;
  const changes = {
    parts,
    content: textOf(parts),
    status: "writing" as const,
    error: null,
    error_code: null,
    model: asked.model,
    ...(asked.request && request(asked.request)),
  };
  const message = await updateMessage(owner, row.id, changes, now, tx);
  if (!message) throw notFound("Message");
  const before = shown(history.filter(({ position }) => position < row.position));
  const own = parts.length > 0 ? [message] : [];
  return {
    kind: "begun",
    turn,
    conversation: conversation.id,
    message,
    userMessage: null,
    history: windowOf([...before, ...own], contextMessages),
  };
}

async function decided(opening: Opening, row: Row, decisions: Decision[]): Promise<Begun | StillWaiting> {
  const { owner, conversation, now, tx, asked } = opening;
  const parts = decide(row.parts, decisions);
  if (waitingFor(parts).length === 0) return goOn(opening, row, parts);
  const message = await updateMessage(owner, row.id, { parts, ...(asked.request && request(asked.request)) }, now, tx);
  await freeConversation(owner, conversation.id, tx);
  return { kind: "waiting", message: message ?? row };
}

async function write(opening: Opening, text: string, key: string | undefined): Promise<Begun> {
  const { owner, conversation, turn, asked, now, tx } = opening;
  const latest = opening.history.at(-1);
  if (latest?.status === "waiting") {
    const parts = denyWaiting(latest.parts, wentOn);
    await updateMessage(owner, latest.id, { parts, status: "complete" }, latest.updated_at, tx);
  }
  const { last_position } = conversation;
  const userMessage = {
    position: last_position - 1,
    role: "user" as const,
    key: key ?? randomUUID(),
    parts: [{ type: "text" as const, text }],
    content: text,
    status: "complete" as const,
    ...request(asked.request),
  };
  const answer = {
    position: last_position,
    role: "assistant" as const,
    key: randomUUID(),
    parts: [],
    content: "",
    status: "writing" as const,
    model: asked.model,
  };
  const [user, message] = await insertMessages(owner, conversation.id, [userMessage, answer], now, tx);
  if (!user || !message) throw new Error("The messages were not kept");
  return {
    kind: "begun",
    turn,
    conversation: conversation.id,
    message,
    userMessage: user.id,
    history: windowOf([...shown(opening.history), user], contextMessages),
  };
}

async function retry(opening: Opening): Promise<Begun> {
  const latest = opening.history.at(-1);
  if (latest?.role !== "assistant") throw new AppError("CONFLICT", "No answer can be repeated");
  if (latest.status === "waiting") throw new AppError("CONFLICT", "The answer is waiting for an approval");
  if (latest.status === "complete") {
    if (!onlyRead(latest.parts, readTools)) {
      throw new AppError("CONFLICT", "This answer changed something; say what you want instead");
    }
    return goOn(opening, latest, []);
  }
  return goOn(opening, latest, finishedPart(settled(latest.parts)));
}

/**
 * Decides the case of a turn, and stores its changes.
 * @throws {AppError} CONFLICT when the latest message does not allow it, NOT_FOUND
 */
export async function open(opening: Opening): Promise<Begun | StillWaiting> {
  const { ask } = opening.asked;
  const latest = opening.history.at(-1);
  if (ask.kind === "retry") return retry(opening);
  if (ask.kind === "approvals") {
    const waiting = latest?.status === "waiting" ? waitingFor(latest.parts) : [];
    if (!latest || ask.approvals.some(({ id }) => !waiting.includes(id))) {
      throw new AppError("CONFLICT", "No request is waiting for this approval; it may already have been given");
    }
    return decided(opening, latest, ask.approvals);
  }
  if (latest?.status === "waiting" && ask.replaces === undefined) {
    const approved = decisionIn(ask.text);
    if (approved !== undefined) {
      const decisions = waitingFor(latest.parts).map((id) => ({ id, approved, reason: ask.text }));
      return decided(opening, latest, decisions);
    }
  }
  return write(opening, ask.text, ask.key);
}
