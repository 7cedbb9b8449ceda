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

export const longestMessage = 10_000;

/** How many of the latest messages the model is shown. */
export const contextMessages = 20;

/** A part of a message as the AI SDK streams and shows it. */
export type MessagePart = UIMessage["parts"][number];
