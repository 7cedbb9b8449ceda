import "server-only";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { type Env, env } from "@/lib/core/env.ts";
import { builtInModel } from "./built-in/model.ts";

/** A language model. */
export interface AssistantModel {
  model: LanguageModelV4;
  /** Such as `built-in` or `openai`. */
  provider: string;
  /** The provider's name for it. */
  name: string;
  isBuiltIn: boolean;
}

type Provider = "anthropic" | "openai" | "google" | "openai-compatible";

interface Settings {
  apiKey?: string;
  baseURL?: string;
}

// Loaded on first use: each of these takes a tenth of a second, and most servers need none or one.
const providers: Record<Provider, (name: string, settings: Settings) => Promise<LanguageModelV4>> = {
  async anthropic(name, settings) {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    return createAnthropic(settings)(name);
  },
  async openai(name, settings) {
    const { createOpenAI } = await import("@ai-sdk/openai");
    const { defaultSettingsMiddleware, wrapLanguageModel } = await import("ai");
    // OpenAI would store every answer otherwise, and later turns would refer to stored answers that expire after a
    // month.
    const middleware = defaultSettingsMiddleware({ settings: { providerOptions: { openai: { store: false } } } });
    return wrapLanguageModel({ model: createOpenAI(settings)(name), middleware });
  },
  async google(name, settings) {
    const { createGoogle } = await import("@ai-sdk/google");
    return createGoogle(settings)(name);
  },
  async "openai-compatible"(name, { baseURL = "", ...settings }) {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    return createOpenAICompatible({ ...settings, baseURL, name: "openai-compatible", includeUsage: true })(name);
  },
};

/** A model by its full name, such as `openai/gpt-5` or `built-in`; sends no request to the provider yet. */
async function modelOf({ AI_MODEL = "built-in", AI_API_KEY, AI_BASE_URL }: Env): Promise<AssistantModel> {
  if (AI_MODEL === "built-in") {
    return { model: builtInModel(), provider: "built-in", name: "built-in", isBuiltIn: true };
  }
  const slash = AI_MODEL.indexOf("/");
  const provider = AI_MODEL.slice(0, slash) as Provider;
  const name = AI_MODEL.slice(slash + 1);
  const settings = {
    ...(AI_API_KEY && { apiKey: AI_API_KEY }),
    ...(AI_BASE_URL && { baseURL: AI_BASE_URL.replace(/(?<!\/)\/+$/, "") }),
  };
  return { model: await providers[provider](name, settings), provider, name, isBuiltIn: false };
}

let kept: { environment: Env; model: Promise<AssistantModel> } | undefined;

/**
 * The model that `AI_MODEL` names, or the built-in one: cached for as long as the environment stays the same. A
 * promise, because a provider's package is loaded on first use.
 */
export function assistantModel(): Promise<AssistantModel> {
  const environment = env();
  if (kept?.environment !== environment) kept = { environment, model: modelOf(environment) };
  return kept.model;
}
