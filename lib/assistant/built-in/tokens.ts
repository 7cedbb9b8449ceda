import type { LanguageModelV4Prompt, LanguageModelV4Usage } from "@ai-sdk/provider";

/** How the built-in model counts: a token is a run of letters or of figures, or one other sign. */

const count = (text: string): number => text.match(/[\p{L}\p{M}]+|\p{N}+|[^\s\p{L}\p{M}\p{N}]/gu)?.length ?? 0;

// Of a message the model is given all that it says and all that tools were sent and answered, not the protocol's names.
const countValue = (value: unknown): number => {
  if (typeof value === "string") return count(value);
  if (typeof value !== "object" || value === null) return value === undefined ? 0 : 1;
  return Object.values(value).reduce<number>((sum, each) => sum + countValue(each), 0);
};

/** Tokens of a prompt and of its answer. */
export function usageOf(prompt: LanguageModelV4Prompt, text: string, inputs: string[]): LanguageModelV4Usage {
  const asked = prompt.reduce((sum, { content }) => sum + countValue(content), 0);
  const [written, called] = [count(text), inputs.reduce((sum, input) => sum + count(input), 0)];
  return {
    inputTokens: { total: asked, noCache: asked, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: written + called, text: written, reasoning: 0 },
  };
}
