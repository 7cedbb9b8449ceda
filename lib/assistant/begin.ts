import "server-only";
import { randomUUID } from "node:crypto";
import type { Executor } from "@/db/index.ts";
import { idempotencyHours } from "@/lib/api/idempotency.ts";
import { AppError, invalid, isUniqueViolation, notFound } from "@/lib/errors.ts";
import { owning } from "@/lib/tracking/sessions.ts";
import { decisionIn } from "./decision-words.ts";
import { failure } from "./failure-words.ts";
import {
  type Decision,
  decide,
  denyWaiting,
  finishedPart,
  onlyRead,
  settled,
  textOf,
  titleOf,
  waitingFor,
  windowOf,
} from "./parts.ts";
import { readTools } from "./tool-set.ts";
import * as queries from "./turn-queries.ts";
import { contextMessages, type MessagePart } from "./words.ts";

/** How a turn begins: one transaction that holds the owner, claims the conversation and keeps what was said. */

/** What somebody asks of the assistant. */
export type Ask =
  | { kind: "message"; text: string; key?: string | undefined; replaces?: number | undefined }
  | { kind: "retry" }
  | { kind: "approvals"; approvals: Decision[] };

export interface TurnRequest {
  conversation: number | undefined;
  ask: Ask;
  /** `Idempotency-Key` and the hash of what was sent with it. */
  request: { key: string; hash: string } | null;
  /** The name of the model that will answer. */
  model: string;
}

type Row = queries.MessageRow;

/** A turn that has begun: the conversation is claimed, and nothing is written yet. */
export interface Begun {
  kind: "begun";
  turn: string;
  conversation: number;
  /** The answer, with what stands in it already. */
  message: Row;
  /** The person's message; null when the answer goes on with an earlier one. */
  userMessage: number | null;
  /** What the model is shown; the answer itself is the last when it goes on. */
  history: Row[];
}

/** Not all approvals are decided yet: the message was changed and still waits. */
interface StillWaiting {
  kind: "waiting";
  message: Row;
}

/** The same request came before: the message it was sent with, or which it went on with. */
interface Known {
  kind: "known";
  message: Row;
}

/** Another turn writes in the conversation. */
interface Busy {
  kind: "busy";
}

const noRequest = { request_key: null, request_hash: null };
const request = (from: TurnRequest["request"]) => ({
  request_key: from?.key ?? null,
  request_hash: from?.hash ?? null,
});

const wentOn = "The person went on with something else.";

/** Leaves the transaction without keeping what it did. */
class Rollback extends Error {
  readonly result: Busy;
  constructor(result: Busy) {
    super("rolled back");
    this.result = result;
  }
}

/**
 * The message that a request was sent with before; one that has been gone on with for another key is not found.
 * @throws {AppError} VALIDATION_ERROR when the key came with another request
 */
export async function sentBefore(
  owner: number,
  { key, hash }: NonNullable<TurnRequest["request"]>,
  now: Date,
  tx?: Executor,
): Promise<Row | undefined> {
  const message = await queries.findByRequestKey(owner, key, tx);
  if (!message) return undefined;
  if (message.updated_at.getTime() < now.getTime() - idempotencyHours * 3_600_000) {
    if (tx) await queries.updateMessage(owner, message.id, noRequest, message.updated_at, tx);
    return undefined;
  }
  if (message.request_hash === hash) return message;
  throw invalid(["header", "Idempotency-Key"], "This key was used with another request", "key_reused");
}

/** What an earlier process was writing when it died. */
async function bury(owner: number, row: Row, now: Date, tx: Executor): Promise<Row> {
  const { code, message } = failure("INTERRUPTED");
  const parts = settled(row.parts);
  const changes = { parts, content: textOf(parts), status: "failed" as const, error_code: code, error: message };
  return (await queries.updateMessage(owner, row.id, changes, now, tx)) ?? row;
}

/** Messages as the model is shown them: nothing in them is under way. */
const shown = (rows: readonly Row[]): Row[] =>
  rows.map((row) => ({ ...row, parts: settled(denyWaiting(row.parts, wentOn)) }));

/** A turn whose conversation is claimed, while it is decided what it does. */
interface Opening {
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
  const message = await queries.updateMessage(owner, row.id, changes, now, tx);
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
  const message = await queries.updateMessage(
    owner,
    row.id,
    { parts, ...(asked.request && request(asked.request)) },
    now,
    tx,
  );
  await queries.freeConversation(owner, conversation.id, tx);
  return { kind: "waiting", message: message ?? row };
}

async function write(opening: Opening, text: string, key: string | undefined): Promise<Begun> {
  const { owner, conversation, turn, asked, now, tx } = opening;
  const latest = opening.history.at(-1);
  if (latest?.status === "waiting") {
    const parts = denyWaiting(latest.parts, wentOn);
    await queries.updateMessage(owner, latest.id, { parts, status: "complete" }, latest.updated_at, tx);
  }
  const { last_position } = conversation;
  const said = {
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
  const [user, message] = await queries.insertMessages(owner, conversation.id, [said, answer], now, tx);
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
  if (latest?.role !== "assistant") throw new AppError("CONFLICT", "There is no answer to give again");
  if (latest.status === "waiting") throw new AppError("CONFLICT", "The answer waits for an approval");
  if (latest.status === "complete") {
    if (!onlyRead(latest.parts, readTools)) {
      throw new AppError("CONFLICT", "This answer has changed something; say what you want instead");
    }
    return goOn(opening, latest, []);
  }
  return goOn(opening, latest, finishedPart(settled(latest.parts)));
}

async function open(opening: Opening): Promise<Begun | StillWaiting> {
  const { ask } = opening.asked;
  const latest = opening.history.at(-1);
  if (ask.kind === "retry") return retry(opening);
  if (ask.kind === "approvals") {
    const waiting = latest?.status === "waiting" ? waitingFor(latest.parts) : [];
    if (!latest || ask.approvals.some(({ id }) => !waiting.includes(id))) {
      throw new AppError("CONFLICT", "Nothing waits for this approval; it may have been given already");
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

async function historyOf(owner: number, conversation: number, now: Date, tx: Executor): Promise<Row[]> {
  const rows = await queries.latestMessages(owner, conversation, contextMessages, tx);
  // The conversation is claimed, so whoever was writing is dead.
  return Promise.all(rows.map((row) => (row.status === "writing" ? bury(owner, row, now, tx) : row)));
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
  try {
    return await owning(owner, async (tx) => {
      const same = asked.request && (await sentBefore(owner, asked.request, now, tx));
      if (same) return { kind: "known", message: same };
      if (asked.conversation === undefined) {
        const title = ask.kind === "message" ? titleOf(ask.text) : "";
        const conversation = await queries.insertConversation(owner, title, turn, now, tx);
        return open({ owner, conversation, turn, asked, history: [], now, tx });
      }
      const conversation = await queries.claimConversation(owner, asked.conversation, turn, now, tx);
      if (!conversation) throw new Rollback({ kind: "busy" });
      if (ask.kind === "message" && ask.replaces !== undefined) {
        if (!(await queries.cutAt(owner, conversation.id, ask.replaces, tx))) throw notFound("Message");
      }
      const history = await historyOf(owner, conversation.id, now, tx);
      return open({ owner, conversation, turn, asked, history, now, tx });
    });
  } catch (error) {
    if (error instanceof Rollback) return error.result;
    if (isUniqueViolation(error, "messages_key")) throw new AppError("CONFLICT", "This message was sent already");
    throw error;
  }
}
