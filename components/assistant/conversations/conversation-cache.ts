import type { Conversation } from "@/components/assistant/turn/chat-message.ts";

/**
 * What a page knows of a conversation: its latest messages without a gap, as far back as somebody has read. Only the
 * latest are refetched on every change.
 */

/** Joins what was known with what the latest answer says. Earlier messages stay while they join on to it. */
export function mergeConversation(known: Conversation | undefined, latest: Conversation): Conversation {
  const [first] = latest.messages;
  if (!known || !first || !latest.has_more) return latest;
  const joins = known.messages.some(({ id }) => id === first.id);
  if (!joins) return latest;
  const earlier = known.messages.filter(({ id }) => id < first.id);
  return { ...latest, messages: [...earlier, ...latest.messages], has_more: known.has_more };
}

/** Puts messages that were read on demand before those that are known. */
export function putBefore(known: Conversation | undefined, earlier: Conversation): Conversation | undefined {
  const [first] = known?.messages ?? [];
  if (!known || !first) return known;
  const messages = earlier.messages.filter(({ id }) => id < first.id);
  return { ...known, messages: [...messages, ...known.messages], has_more: earlier.has_more };
}
