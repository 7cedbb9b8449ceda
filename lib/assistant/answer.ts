import "server-only";
import {
  convertToModelMessages,
  isStepCount,
  readUIMessageStream,
  streamText,
  type TextStreamPart,
  type ToolSet,
  toUIMessageStream,
  type UIMessage,
  type UIMessageChunk,
} from "ai";
import type { Call } from "@/lib/api/implement.ts";
import { deriveKey } from "@/lib/secrets.ts";
import { toolWords } from "./failures.ts";
import { instructionsFor } from "./instructions.ts";
import { watched } from "./model-call.ts";
import type { AssistantModel } from "./models.ts";
import type { Begun } from "./opening.ts";
import { isToolPart } from "./parts.ts";
import { type OwnTools, toolsFor } from "./tool-set.ts";
import type { Turn } from "./turn.ts";
import type { MessagePart, Usage } from "./words.ts";

/** How often a model may call tools and be asked anew within one answer. */
export const mostSteps = 8;

const enough = `I stopped after ${mostSteps} steps. Say "go on", and I will.`;

/** What is being written: it grows while the answer comes. */
export interface Draft {
  parts: MessagePart[];
  used: Usage;
  /** What went wrong, if anything did. */
  error?: unknown;
}

/** A failed answer ends with one error chunk, which the turn itself writes once all is kept. */
const withoutErrors = () =>
  new TransformStream<UIMessageChunk, UIMessageChunk>({
    transform(chunk, controller) {
      if (chunk.type !== "error" && chunk.type !== "abort") controller.enqueue(chunk);
    },
  });

/** Says that there was no end to it, when the model wanted to call tools for ever. */
const withLastWords = (steps: () => { count: number; reason: string }) =>
  new TransformStream<TextStreamPart<ToolSet>, TextStreamPart<ToolSet>>({
    transform(part, controller) {
      if (part.type === "finish" && steps().count >= mostSteps && steps().reason === "tool-calls") {
        controller.enqueue({ type: "text-start", id: "enough" });
        controller.enqueue({ type: "text-delta", id: "enough", text: enough });
        controller.enqueue({ type: "text-end", id: "enough" });
      }
      controller.enqueue(part);
    },
  });

/** Waits for tools that still ran when the answer stopped: what they did is done, and is told. */
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
 * Lets the model answer and fills `draft`, while each chunk goes to the turn's readers.
 * Never throws: what goes wrong is `draft.error`.
 */
export async function answer(turn: Turn, begun: Begun, caller: Call, assistant: AssistantModel, draft: Draft) {
  const fail = (error: unknown) => {
    draft.error ??= error;
  };
  const tools = toolsFor(caller);
  const { history, message } = begun;
  const steps = { count: 0, reason: "" };
  try {
    const shown = history.map(({ role, parts }): Omit<UIMessage, "id"> => ({ role, parts }));
    const result = streamText({
      model: watched(assistant, { userId: caller.principal.id, requestId: caller.requestId, used: draft.used }),
      instructions: instructionsFor(caller.principal, new Date()),
      messages: await convertToModelMessages(shown, { tools: tools.set, ignoreIncompleteToolCalls: true }),
      tools: tools.set,
      toolApproval: tools.approval,
      experimental_toolApprovalSecret: deriveKey("tool-approval"),
      stopWhen: isStepCount(mostSteps),
      // The watched model tries again itself, and not after a pause that nobody knows of.
      maxRetries: 0,
      abortSignal: turn.signal,
      onError: ({ error }) => fail(error),
      onStepEnd: ({ finishReason }) => {
        steps.count++;
        steps.reason = finishReason;
      },
    });
    const chunks = toUIMessageStream({
      stream: result.stream.pipeThrough(withLastWords(() => steps)),
      tools: tools.set,
      sendStart: false,
      sendFinish: false,
      onError: toolWords,
    }).pipeThrough(withoutErrors());
    const told = chunks.pipeThrough(
      new TransformStream<UIMessageChunk, UIMessageChunk>({
        transform(chunk, controller) {
          turn.push(chunk);
          controller.enqueue(chunk);
        },
      }),
    );
    const before: UIMessage = { id: message.key, role: "assistant", parts: structuredClone(message.parts) };
    for await (const { parts } of readUIMessageStream({ message: before, stream: told, onError: fail })) {
      draft.parts = parts;
    }
  } catch (error) {
    fail(error);
  }
  draft.parts = await withResults(draft.parts, tools);
}
