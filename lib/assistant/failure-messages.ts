import type { FailureCode } from "./constants.ts";

/** What a person reads when an answer fails. Never in the provider's own words. */

export interface Failure {
  code: FailureCode;
  message: string;
  /** Seconds until another try makes sense, where the provider said so. */
  retryAfter?: number;
}

const messages: Record<FailureCode, string> = {
  UNREACHABLE: "The model cannot be reached right now. Your message is kept; try again in a moment.",
  TOO_SLOW: "The model has taken too long to answer. Your message is kept; try again.",
  RATE_LIMITED: "The model's provider gets too many requests right now. Your message is kept; try again in a moment.",
  KEY_REFUSED: "The model's provider refuses Stint's key. Whoever runs this Stint has to look at AI_API_KEY.",
  UNKNOWN_MODEL: "The model's provider does not know the model. Whoever runs this Stint has to look at AI_MODEL.",
  REFUSED: "The model's provider did not accept the conversation. Try other words, or begin a new one.",
  NONSENSE: "The model answered with what makes no sense. Your message is kept; try again.",
  APPROVAL_INVALID: "This approval does not fit what the assistant asked for. Nothing was changed.",
  INTERRUPTED: "The answer was interrupted.",
  INTERNAL: "Something went wrong on our side. Your message is kept; try again.",
};

/** A failure in its plain words. */
export const failure = (code: FailureCode, retryAfter?: number): Failure => ({
  code,
  message: messages[code],
  ...(retryAfter !== undefined && { retryAfter }),
});
