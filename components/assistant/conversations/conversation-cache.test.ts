import { describe, expect, it } from "vitest";
import type { Conversation } from "@/components/assistant/turn/chat-message.ts";
import type { Message } from "@/lib/assistant/shapes.ts";
import { mergeConversation, putBefore } from "./conversation-cache.ts";

const message = (id: number): Message => ({
  id,
  key: `key-${id}`,
  role: id % 2 === 1 ? "user" : "assistant",
  content: String(id),
  parts: [],
  tool_calls: [],
  status: "complete",
  error: null,
  model: null,
  usage: null,
  created_at: "2026-01-01T00:00:00.000Z",
});

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

const conversation = (ids: number[], has_more: boolean): Conversation => ({
  id: 1,
  title: "T",
  is_writing: false,
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at: "2026-01-01T00:00:00.000Z",
  messages: ids.map(message),
  has_more,
});

const idsOf = (known: Conversation | undefined) => known?.messages.map(({ id }) => id);

describe("what is known of a conversation", () => {
  it("keeps earlier messages that were loaded on demand when the latest are refetched", () => {
    const known = putBefore(conversation(range(81, 100), true), conversation(range(31, 80), true));
    const next = mergeConversation(known, conversation(range(83, 102), true));
    expect(idsOf(next)).toEqual(range(31, 102));
    expect(next.has_more).toBe(true);
  });

  it("never has a gap: what does not join on goes", () => {
    const next = mergeConversation(conversation(range(1, 20), false), conversation(range(41, 60), true));
    expect(idsOf(next)).toEqual(range(41, 60));
    expect(next.has_more).toBe(true);
  });

  it("forgets messages whose place an edited one has taken", () => {
    const known = conversation(range(1, 60), false);
    const next = mergeConversation(known, conversation([...range(13, 30), 61, 62], true));
    expect(idsOf(next)).toEqual([...range(1, 30), 61, 62]);
  });

  it("takes a short conversation as it is", () => {
    expect(idsOf(mergeConversation(conversation(range(1, 4), false), conversation([1, 5], false)))).toEqual([1, 5]);
  });

  it("puts no message before the others twice", () => {
    const known = conversation(range(21, 40), true);
    const once = putBefore(known, conversation(range(1, 20), false));
    expect(idsOf(putBefore(once, conversation(range(1, 20), false)))).toEqual(range(1, 40));
    expect(once?.has_more).toBe(false);
  });
});
