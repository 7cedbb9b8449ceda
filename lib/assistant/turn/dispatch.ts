import "server-only";
import { idempotencyKeyOf } from "@/lib/api/idempotency.ts";
import type { Call } from "@/lib/api/implement.ts";
import { findMessage, type MessageRow, messageAfter, type ShownRow } from "@/lib/assistant/message-queries.ts";
import { currentModel, modelName } from "@/lib/assistant/model-call.ts";
import type { Decision } from "@/lib/assistant/parts.ts";
import { AppError, invalid, notFound } from "@/lib/core/errors.ts";
import { keyedHash } from "@/lib/core/secrets.ts";
import { startTurn } from "./runner.ts";
import { begin } from "./start.ts";
import type { Ask, Begun, TurnRequest } from "./start-cases.ts";
import { lineUp, type Turn, turnFor, turnIn } from "./turn.ts";
import { hasConversation } from "./turn-queries.ts";

/** Shared by both chat endpoints: requests wait for their turn, start it once, and find it again. */

const longestWaitMs = 60_000;
const lookEveryMs = 250;

/** The input of either endpoint. */
export interface ChatInput {
  conversation_id?: number | undefined;
  message?: string | undefined;
  message_key?: string | undefined;
  replaces?: number | undefined;
  retry?: true | undefined;
  approvals?: Decision[] | undefined;
}

function askOf(input: ChatInput): Ask {
  const { message, message_key, replaces, retry, approvals, conversation_id } = input;
  const given = [message, retry, approvals].filter((each) => each !== undefined);
  if (given.length !== 1) throw invalid(["body"], "Send exactly one of message, retry and approvals");
  if (message === undefined) {
    for (const [name, value] of Object.entries({ message_key, replaces })) {
      if (value !== undefined) throw invalid(["body", name], "Only allowed with a message");
    }
  }
  if (conversation_id === undefined && (message === undefined || replaces !== undefined)) {
    throw invalid(["body", "conversation_id"], "Required, unless a new conversation begins");
  }
  if (message !== undefined) return { kind: "message", text: message, key: message_key, replaces };
  return approvals ? { kind: "approvals", approvals } : { kind: "retry" };
}

/** The outcome of a request. */
export type Outcome =
  /** In progress; `before` parts were in the message already, and readers without them need the whole. */
  | { kind: "turn"; turn: Turn; before: number; whole: boolean; replayed: boolean }
  /** Complete already, or changed without an answer. */
  | { kind: "kept"; message: ShownRow; replayed: boolean };

const busy = () => new AppError("CONFLICT", "Another answer is in progress in this conversation", { retryAfter: 5 });

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Starts as soon as no other turn is in progress in the conversation, in this process or another. */
async function beginInTurn(owner: number, asked: TurnRequest, started: (begun: Begun) => Turn) {
  const { conversation } = asked;
  const place = conversation === undefined ? undefined : lineUp(conversation);
  const until = Date.now() + longestWaitMs;
  let turn: Turn | undefined;
  try {
    if (place && !(await place.comes(longestWaitMs))) throw busy();
    for (;;) {
      const begun = await begin(owner, asked, new Date());
      if (begun.kind === "begun") {
        turn = started(begun);
        return { ...begun, running: turn };
      }
      if (begun.kind !== "busy") return begun;
      if (!(await hasConversation(owner, conversation ?? 0))) throw notFound("Conversation");
      if (Date.now() > until) throw busy();
      await pause(lookEveryMs);
    }
  } finally {
    place?.leave(turn);
  }
}

/** Waits until another process has completed an answer. */
async function written(owner: number, id: number): Promise<ShownRow> {
  for (const until = Date.now() + longestWaitMs; ; await pause(lookEveryMs)) {
    const message = await findMessage(owner, id, new Date());
    if (!message) throw notFound("Conversation");
    if (message.status !== "writing" || !message.is_written) return message;
    if (Date.now() > until) throw busy();
  }
}

interface Request {
  caller: Call;
  asked: TurnRequest;
  started: (begun: Begun) => Turn;
  arrived: number;
}

const turnOutcome = (turn: Turn, begun: Begun, ask: Ask, replayed = false): Outcome => ({
  kind: "turn",
  turn,
  before: begun.message.parts.length,
  // A retry discards the old answer; a decision or "yes" continues it.
  whole: ask.kind === "retry" || replayed,
  replayed,
});

const following = (turn: Turn): Outcome => ({ kind: "turn", turn, before: 0, whole: true, replayed: true });

/** Handles a repeated request: with its turn in progress, with its stored answer, or by retrying a failed one. */
async function repeat({ caller, asked, started, arrived }: Request, message: MessageRow): Promise<Outcome> {
  const owner = caller.principal.id;
  const answer = message.role === "assistant" ? message : await messageAfter(owner, message);
  if (!answer) throw notFound("Message");
  const running = turnIn(answer.conversation_id);
  if (running?.message === answer.id) return following(running);
  const stored = await written(owner, answer.id);
  const isLatest = (await messageAfter(owner, stored)) === undefined;
  const brokeOff = stored.status === "failed" || stored.status === "writing";
  // Concurrent requests share one failure; a later one is a retry.
  if (brokeOff && isLatest && stored.updated_at.getTime() < arrived) {
    const again = { ...asked, conversation: stored.conversation_id, ask: { kind: "retry" } as const, request: null };
    const begun = await beginInTurn(owner, again, started);
    if (begun.kind === "begun") return turnOutcome(begun.running, begun, again.ask, true);
  }
  return { kind: "kept", message: stored, replayed: true };
}

/**
 * Runs a request once for its `Idempotency-Key`.
 * @param door distinguishes requests of the two endpoints
 * @throws {AppError} NOT_FOUND, CONFLICT, VALIDATION_ERROR
 */
export async function dispatchTurn(caller: Call, door: string, input: ChatInput): Promise<Outcome> {
  const arrived = Date.now();
  const owner = caller.principal.id;
  const ask = askOf(input);
  const assistant = await currentModel();
  const conversation = input.conversation_id;
  const key = idempotencyKeyOf(caller.headers);
  const sent = JSON.stringify([door, conversation ?? null, ask]);
  const request = key === null ? null : { key, hash: keyedHash("chat", sent) };
  const asked: TurnRequest = { conversation, ask, request, model: modelName(assistant) };
  // A repeat would queue behind itself, so it gets the turn in progress.
  const running = request && turnFor(owner, request);
  if (running) return following(running);
  const started = (begun: Begun) => startTurn(begun, request, caller, assistant);
  const begun = await beginInTurn(owner, asked, started);
  if (begun.kind === "begun") return turnOutcome(begun.running, begun, ask);
  if (begun.kind === "waiting")
    return { kind: "kept", message: { ...begun.message, is_written: false }, replayed: false };
  return repeat({ caller, asked, started, arrived }, begun.message);
}
