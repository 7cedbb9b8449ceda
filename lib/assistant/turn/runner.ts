import "server-only";
import type { Call } from "@/lib/api/implement.ts";
import type { MessageStatus } from "@/lib/assistant/constants.ts";
import { type Failure, failure } from "@/lib/assistant/failure-messages.ts";
import { failureOf, SilentModelError } from "@/lib/assistant/failures.ts";
import { modelName } from "@/lib/assistant/model-call.ts";
import type { AssistantModel } from "@/lib/assistant/models.ts";
import { brokenOff, isToolPart, settled, storable, textOf, waitingFor } from "@/lib/assistant/parts.ts";
import { describeError } from "@/lib/core/describe-error.ts";
import { log } from "@/lib/core/log.ts";
import { generateAnswer } from "./generate.ts";
import { MessageBuilder } from "./message-builder.ts";
import type { Begun, TurnRequest } from "./start-cases.ts";
import { endingChunks } from "./stream-chunks.ts";
import { keepTurn, Turn } from "./turn.ts";
import { beat, type Ending, endTurn, type TurnKeys } from "./turn-queries.ts";

/** Runs a turn from start to finish in this process, whether or not anybody reads it. */

const beatEveryMs = 2000;
const longestTurnMs = 600_000;
const savePausesMs = [200, 1000, 3000];

/** The user has stopped the answer. */
class StoppedByPerson extends Error {}
/** The conversation, its owner or the claim on it is gone: nobody needs the answer any more. */
class NobodyWaits extends Error {}

/** Stops the answer that this process writes in a conversation. */
export const stopTurn = (turn: Turn | undefined): void => turn?.stop(new StoppedByPerson());

/** Ends an answer whose conversation was deleted. */
export const dropTurn = (turn: Turn | undefined): void => turn?.stop(new NobodyWaits());

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Sends the turn's heartbeat to the database, with its parts so far; the result says whether to stop. */
function heart(turn: Turn, keys: TurnKeys, draft: MessageBuilder): () => void {
  let storedChanges = draft.changes;
  let beating = false;
  const once = async () => {
    if (beating) return;
    beating = true;
    try {
      const { parts, changes } = draft;
      const written =
        changes === storedChanges ? undefined : { parts: storable(parts), content: storable(textOf(parts)) };
      const stopping = await beat(keys, written, new Date());
      storedChanges = changes;
      if (stopping === undefined) dropTurn(turn);
      else if (stopping) stopTurn(turn);
    } catch (error) {
      // The database may be back at the next heartbeat; the answer continues.
      log().warn(describeError(error), "a turn could not be stored for now");
    } finally {
      beating = false;
    }
  };
  const timer = setInterval(once, beatEveryMs);
  return () => clearInterval(timer);
}

function failed(turn: Turn, draft: MessageBuilder): Failure | undefined {
  const { reason } = turn.signal;
  if (reason instanceof SilentModelError) return failure("TOO_SLOW");
  if (turn.signal.aborted) return undefined;
  if (draft.error !== undefined) return failureOf(draft.error);
  const hasContent = draft.parts.some(isToolPart) || textOf(draft.parts) !== "";
  return hasContent ? undefined : failure("NONSENSE");
}

function endingOf(turn: Turn, draft: MessageBuilder, wrong: Failure | undefined): Ending {
  const waits = !wrong && !turn.signal.aborted && waitingFor(draft.parts).length > 0;
  const status: MessageStatus = wrong ? "failed" : turn.signal.aborted ? "stopped" : waits ? "waiting" : "complete";
  const parts = storable(waits ? settled(draft.parts) : brokenOff(draft.parts));
  const error = wrong ? { code: wrong.code, message: wrong.message } : null;
  return { parts, content: textOf(parts), status, error, usage: draft.used };
}

async function keep(keys: TurnKeys, ending: Ending): Promise<void> {
  for (const wait of [...savePausesMs, undefined]) {
    try {
      return await endTurn(keys, ending, new Date());
    } catch (error) {
      log().error(describeError(error), "an answer could not be stored");
      if (wait !== undefined) await pause(wait);
    }
  }
}

const keysOf = ({ turn, conversation, message }: Begun, caller: Call): TurnKeys => ({
  ...{ owner: caller.principal.id, turn, conversation, message: message.id },
});

async function live(turn: Turn, begun: Begun, caller: Call, assistant: AssistantModel): Promise<void> {
  const keys = keysOf(begun, caller);
  const draft = new MessageBuilder(begun.message.parts);
  const silence = heart(turn, keys, draft);
  const limit = setTimeout(() => turn.stop(new SilentModelError()), longestTurnMs);
  try {
    await generateAnswer(turn, begun, caller, assistant, draft);
    const wrong = failed(turn, draft);
    if (wrong) log().warn({ request_id: caller.requestId, ...describeFailure(wrong, draft.error) }, "an answer failed");
    const ending = endingOf(turn, draft, wrong);
    await keep(keys, ending);
    turn.retryAfter = wrong?.retryAfter;
    // Only after it is stored, so that a request right after the last word finds it so.
    for (const chunk of endingChunks(ending)) turn.push(chunk);
  } catch (error) {
    log().error({ request_id: caller.requestId, ...describeError(error) }, "a turn failed");
  } finally {
    silence();
    clearTimeout(limit);
    turn.close();
  }
}

/** The loggable part of a failed answer: a provider's message may quote the conversation. */
const describeFailure = ({ code }: Failure, error: unknown) =>
  code === "INTERNAL"
    ? { code, ...describeError(error) }
    : { code, name: error instanceof Error ? error.name : typeof error };

/** Starts an answer. */
export function startTurn(
  begun: Begun,
  request: TurnRequest["request"],
  caller: Call,
  assistant: AssistantModel,
): Turn {
  const { conversation, message, userMessage } = begun;
  const turn = new Turn(keysOf(begun, caller), request, {
    key: message.key,
    base: message.parts,
    metadata: {
      conversation_id: conversation,
      user_message_id: userMessage,
      message_id: message.id,
      model: modelName(assistant),
      status: "writing",
    },
  });
  keepTurn(turn);
  void live(turn, begun, caller, assistant);
  // On serverless platforms that suspend processes between requests, this one stays awake until the answer is stored.
  caller.defer(() => turn.done);
  return turn;
}
