import "server-only";
import { randomUUID } from "node:crypto";
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
} from "@ai-sdk/provider";
import { answer } from "./answer.ts";
import { readPrompt } from "./prompt.ts";
import { usageOf } from "./tokens.ts";

type Content = Extract<LanguageModelV4Content, { type: "text" | "tool-call" }>;

function generate({ prompt, tools = [], toolChoice }: LanguageModelV4CallOptions) {
  const known =
    toolChoice?.type === "none" ? [] : tools.flatMap((tool) => (tool.type === "function" ? [tool.name] : []));
  const { text = "", calls = [] } = answer(readPrompt(prompt), new Set(known));
  const content: Content[] = [
    ...(text ? [{ type: "text" as const, text }] : []),
    ...calls.map(({ tool, input }) => ({
      type: "tool-call" as const,
      toolCallId: `call-${randomUUID()}`,
      toolName: tool,
      input: JSON.stringify(input),
    })),
  ];
  const reason = calls.length > 0 ? "tool-calls" : "stop";
  const finishReason: LanguageModelV4FinishReason = { unified: reason, raw: reason };
  const inputs = content.flatMap((part) => (part.type === "tool-call" ? [part.input] : []));
  return { content, finishReason, usage: usageOf(prompt, text, inputs), warnings: [] };
}

/** A text in its streamed pieces: word by word, spaces and line breaks with the word before them. */
const pieces = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];

function* streamed({ content, ...end }: ReturnType<typeof generate>): Generator<LanguageModelV4StreamPart> {
  yield { type: "stream-start", warnings: end.warnings };
  for (const part of content) {
    if (part.type === "text") {
      const id = randomUUID();
      yield { type: "text-start", id };
      for (const delta of pieces(part.text)) yield { type: "text-delta", id, delta };
      yield { type: "text-end", id };
    } else {
      const id = part.toolCallId;
      yield { type: "tool-input-start", id, toolName: part.toolName };
      for (const delta of pieces(part.input)) yield { type: "tool-input-delta", id, delta };
      yield { type: "tool-input-end", id };
      yield part;
    }
  }
  yield { type: "finish", finishReason: end.finishReason, usage: end.usage };
}

/**
 * The model used when no other is configured: it understands commands about tasks, tracked time and practice, and needs
 * no network. Its output depends only on the prompt and on the available tools.
 */
class BuiltInModel implements LanguageModelV4 {
  readonly specificationVersion = "v4";
  readonly provider = "stint";
  readonly modelId = "built-in";
  readonly supportedUrls = {};

  async doGenerate(options: LanguageModelV4CallOptions): Promise<LanguageModelV4GenerateResult> {
    options.abortSignal?.throwIfAborted();
    return generate(options);
  }

  async doStream(options: LanguageModelV4CallOptions) {
    const { abortSignal } = options;
    abortSignal?.throwIfAborted();
    const parts = streamed(generate(options));
    const stream = new ReadableStream<LanguageModelV4StreamPart>(
      {
        pull(controller) {
          if (abortSignal?.aborted) return controller.error(abortSignal.reason);
          const { done, value } = parts.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
      },
      // Nothing is generated before it is read, so that a stop takes effect at once.
      { highWaterMark: 0 },
    );
    return { stream };
  }
}

/** The built-in model. */
export const builtInModel = (): LanguageModelV4 => new BuiltInModel();
