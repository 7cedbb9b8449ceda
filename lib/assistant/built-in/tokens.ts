import type { LanguageModelV4Message, LanguageModelV4Prompt, LanguageModelV4Usage } from "@ai-sdk/provider";

/** The built-in model's token count: a token is a run of letters or of digits, or one other character. */

const count = (text: string): number => text.match(/[\p{L}\p{M}]+|\p{N}+|[^\s\p{L}\p{M}\p{N}]/gu)?.length ?? 0;

type Part = Exclude<LanguageModelV4Message["content"], string>[number];

/** The text of a part; tool inputs and results count as JSON. */
function textOf(part: Part): string {
  if (part.type === "text") return part.text;
  if (part.type === "tool-call") return JSON.stringify(part.input) ?? "";
  return part.type === "tool-result" && "value" in part.output ? JSON.stringify(part.output.value) : "";
}

const countMessage = ({ content }: LanguageModelV4Message): number =>
  typeof content === "string" ? count(content) : content.reduce((sum, part) => sum + count(textOf(part)), 0);

/**
 * Tokens of a prompt and of its answer.
 * @param inputs the inputs of the answer's tool calls, as JSON
 */
export function usageOf(prompt: LanguageModelV4Prompt, text: string, inputs: string[]): LanguageModelV4Usage {
  const asked = prompt.reduce((sum, message) => sum + countMessage(message), 0);
  const [written, called] = [count(text), inputs.reduce((sum, input) => sum + count(input), 0)];
  return {
    inputTokens: { total: asked, noCache: asked, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: written + called, text: written, reasoning: 0 },
  };
}
