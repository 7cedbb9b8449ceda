import type { FailureCode } from "./constants.ts";

/** The message for the user when an answer fails. Never the provider's own text. */

export interface Failure {
  code: FailureCode;
  message: string;
  /** Seconds until a retry makes sense, where the provider said so. */
  retryAfter?: number;
}

const messages: Record<FailureCode, string> = {
  UNREACHABLE: "The model cannot be reached right now. Your message is saved. Try again in a moment.",
  TOO_SLOW: "The model took too long to answer. Your message is saved. Try again.",
  RATE_LIMITED: "The model provider is receiving too many requests. Your message is saved. Try again in a moment.",
  KEY_REFUSED: "The model provider refused Stint's key. Whoever runs this Stint needs to check AI_API_KEY.",
  UNKNOWN_MODEL: "The model provider does not know the model. Whoever runs this Stint needs to check AI_MODEL.",
  REFUSED: "The model provider rejected the conversation. Rephrase your message, or start a new conversation.",
  NONSENSE: "The model gave an invalid answer. Your message is saved. Try again.",
  APPROVAL_INVALID: "This approval does not match the request. Nothing was changed.",
  INTERRUPTED: "The answer was interrupted.",
  INTERNAL: "Something went wrong on our side. Your message is saved. Try again.",
};

/** The message of a failure. */
export const failure = (code: FailureCode, retryAfter?: number): Failure => ({
  code,
  message: messages[code],
  ...(retryAfter !== undefined && { retryAfter }),
});
