import type { UIMessage } from "ai";

/** The words of the assistant: what may stand in its columns, its API and its page. Without zod, so pages may use it. */

export const messageRoles = ["user", "assistant"] as const;
export type MessageRole = (typeof messageRoles)[number];

/**
 * What became of a message: `writing` while the model answers, `waiting` for the person's approval of a tool,
 * `stopped` by the person, `failed` with an error that says why.
 */
export const messageStatuses = ["complete", "writing", "waiting", "stopped", "failed"] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** Why an answer failed. */
export const failureCodes = [
  "UNREACHABLE",
  "TOO_SLOW",
  "RATE_LIMITED",
  "KEY_REFUSED",
  "UNKNOWN_MODEL",
  "REFUSED",
  "NONSENSE",
  "APPROVAL_INVALID",
  "INTERRUPTED",
  "INTERNAL",
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** Conversations of one account at the most. */
export const mostConversations = 5000;

export const longestMessage = 10_000;

/** How many of the latest messages the model is shown. */
export const contextMessages = 20;

/** A part of a message as the AI SDK streams and shows it. */
export type MessagePart = UIMessage["parts"][number];

/** What an answer took; null where the provider does not say. */
export interface Usage {
  input_tokens: number | null;
  output_tokens: number | null;
  duration_ms: number | null;
}

/** Metadata of a streamed message. The first four come with its start, the others with its end. */
export interface MessageMetadata {
  conversation_id?: number;
  /** The person's message; null when the answer goes on with an earlier one. */
  user_message_id?: number | null;
  message_id?: number;
  /** `provider/model`, or `built-in`. */
  model?: string;
  status?: MessageStatus;
  usage?: Usage;
  error?: { code: string; message: string } | null;
}
