import "server-only";
import {
  convertToModelMessages,
  isStepCount,
  experimental_streamTextLowMemory as streamText,
  type TextStreamPart,
  type ToolSet,
  toUIMessageChunk,
  type UIMessage,
  type UIMessageChunk,
} from "ai";
import type { Call } from "@/lib/api/implement.ts";
import type { MessagePart } from "@/lib/assistant/constants.ts";
import { toolWords } from "@/lib/assistant/failures.ts";
import { instructionsFor } from "@/lib/assistant/instructions.ts";
import { watched } from "@/lib/assistant/model-call.ts";
import type { AssistantModel } from "@/lib/assistant/models.ts";
import { isToolPart } from "@/lib/assistant/parts.ts";
import { type OwnTools, toolsFor } from "@/lib/assistant/tool-set.ts";
import { deriveKey } from "@/lib/core/secrets.ts";
import type { MessageBuilder } from "./message-builder.ts";
import type { Begun } from "./start-cases.ts";
import type { Turn } from "./turn.ts";

/** How many steps with tool calls a model may take within one answer. */
const mostSteps = 8;

const enough = `I stopped after ${mostSteps} steps. Say "go on" to continue.`;
const lastWords: UIMessageChunk[] = [
  { type: "text-start", id: "enough" },
  { type: "text-delta", id: "enough", delta: enough },
  { type: "text-end", id: "enough" },
];

// The start and finish chunks are sent by the turn, with its ids and once everything is stored.
const ownWay = new Set<UIMessageChunk["type"]>(["start", "finish", "error", "abort", "file", "reasoning-file"]);

/** Converts the output of the model and its tools to the readers' chunks. */
function chunksFor(tools: ToolSet) {
  // The SDK reports a call that could not be run twice: as a call, and as its result for the model.
  const invalid = new Set<string>();
  return (part: TextStreamPart<ToolSet>): UIMessageChunk | undefined => {
    if (part.type === "tool-call" && part.invalid) invalid.add(part.toolCallId);
    if (part.type === "tool-error" && invalid.has(part.toolCallId)) return undefined;
    const chunk = toUIMessageChunk(part, { tools, onError: toolWords });
    return chunk && !ownWay.has(chunk.type) ? chunk : undefined;
  };
}

/** Waits for tools that were still running when the answer stopped: their effects are done, and must be reported. */
async function withResults(parts: MessagePart[], { ran }: OwnTools): Promise<MessagePart[]> {
  return Promise.all(
    parts.map(async (part): Promise<MessagePart> => {
      if (!isToolPart(part)) return part;
      const approved = part.state === "approval-responded" && part.approval.approved;
      if (part.state !== "input-available" && !approved) return part;
      const result = ran.get(part.toolCallId);
      if (!result) return { ...part, state: "output-error", errorText: "It was not run." } as MessagePart;
      return { ...part, state: "output-available", output: await result } as MessagePart;
    }),
  );
}

/**
 * Runs the model and fills `draft`, while each chunk goes to the turn's readers. Never throws: an error is stored in
 * `draft.error`.
 */
export async function generateAnswer(
  turn: Turn,
  begun: Begun,
  caller: Call,
  assistant: AssistantModel,
  draft: MessageBuilder,
) {
  const tools = toolsFor(caller);
  const emit = (chunk: UIMessageChunk) => {
    draft.take(chunk);
    turn.push(chunk);
  };
  try {
    const shown = begun.history.map(({ role, parts }): Omit<UIMessage, "id"> => ({ role, parts }));
    let steps = 0;
    const { stream } = streamText({
      model: watched(assistant, { userId: caller.principal.id, requestId: caller.requestId, used: draft.used }),
      instructions: instructionsFor(caller.principal, new Date()),
      messages: await convertToModelMessages(shown, { tools: tools.set, ignoreIncompleteToolCalls: true }),
      tools: tools.set,
      toolApproval: tools.approval,
      experimental_toolApprovalSecret: deriveKey("tool-approval"),
      stopWhen: isStepCount(mostSteps),
      // The monitored model retries itself, and not after a delay that nobody sees.
      maxRetries: 0,
      abortSignal: turn.signal,
      onError: ({ error }) => draft.fail(error),
    });
    const chunkOf = chunksFor(tools.set);
    for await (const part of stream) {
      const chunk = chunkOf(part);
      if (chunk) emit(chunk);
      if (part.type === "finish-step") steps++;
      if (part.type === "finish" && part.finishReason === "tool-calls" && steps >= mostSteps) lastWords.forEach(emit);
    }
  } catch (error) {
    draft.fail(error);
  }
  draft.parts = await withResults(draft.parts, tools);
}
