import type { UIMessage } from "ai";

/** The constants of the assistant for its columns, its API and its page. Without zod, so pages may use it. */

export const messageRoles = ["user", "assistant"] as const;
export type MessageRole = (typeof messageRoles)[number];

/**
 * Status of a message: `writing` while the model answers, `waiting` for the user's approval of a tool, `stopped` by the
 * user, `failed` with an error that says why.
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

/** Maximum conversations of one account. */
export const mostConversations = 5000;

export const longestMessage = 10_000;

/** How many of the latest messages the model gets. */
export const contextMessages = 20;

/** A part of a message in the AI SDK's format. */
export type MessagePart = UIMessage["parts"][number];

/** Token usage of an answer; null where the provider does not report it. */
export interface Usage {
  input_tokens: number | null;
  output_tokens: number | null;
  duration_ms: number | null;
}

/** Metadata of a streamed message. The first four come with its start, the others with its end. */
export interface MessageMetadata {
  conversation_id?: number;
  /** The user's message; null when the answer continues an earlier one. */
  user_message_id?: number | null;
  message_id?: number;
  /** `provider/model`, or `built-in`. */
  model?: string;
  status?: MessageStatus;
  usage?: Usage;
  error?: { code: string; message: string } | null;
}
