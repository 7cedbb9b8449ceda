import "server-only";
import type { LanguageModelV4 } from "@ai-sdk/provider";

/** A model that answers. */
export interface AssistantModel {
  model: LanguageModelV4;
  /** As `built-in` or `openai`. */
  provider: string;
  /** The provider's name for it. */
  name: string;
  isBuiltIn: boolean;
}

/** The model that `AI_MODEL` names, or the built-in one. A promise, because a provider's package is loaded when first needed. */
export async function assistantModel(): Promise<AssistantModel> {
  throw new Error("Not written yet");
}
