import { describe, expect, it } from "vitest";
import type { Message } from "@/lib/assistant/shapes.ts";
import type { ChatMessage } from "./chat-message.ts";
import { mergeLive } from "./merge-live.ts";

const stored = (id: number, role: Message["role"], more: Partial<Message> = {}): Message => ({
  id,
  key: `key-${id}`,
  role,
  content: "",
  parts: [{ type: "text", text: `stored ${id}` }],
  tool_calls: [],
  status: "complete",
  error: null,
  model: null,
  usage: null,
  created_at: "2026-01-01T00:00:00.000Z",
  ...more,
});

const live = (id: string, role: ChatMessage["role"], text = "live"): ChatMessage => ({
  id,
  role,
  parts: [{ type: "text", text }],
});

const history = [stored(1, "user"), stored(2, "assistant"), stored(3, "user"), stored(4, "assistant")];
const keysOf = (shown: { key: string }[]) => shown.map(({ key }) => key);

describe("laying what is on its way over what is stored", () => {
  it("adds what is sent, and calls it sending until the server has it", () => {
    const sent = mergeLive(history, [live("new", "user")], { begun: false });
    expect(sent.at(-1)).toMatchObject({ key: "new", id: null, status: "sending" });
    const taken = mergeLive(history, [live("new", "user"), live("answer", "assistant")], { begun: true });
    expect(taken.slice(-2)).toMatchObject([{ status: "complete" }, { key: "answer", status: "writing" }]);
  });

  it("shows a message once when the server knows it already, with what is heard of it", () => {
    const known = [...history, stored(5, "user"), stored(6, "assistant", { status: "writing" })];
    const shown = mergeLive(known, [live("key-5", "user"), live("key-6", "assistant", "more")], { begun: true });
    expect(keysOf(shown)).toEqual(["key-1", "key-2", "key-3", "key-4", "key-5", "key-6"]);
    expect(shown.at(-1)).toMatchObject({ id: 6, parts: [{ text: "more" }], status: "writing" });
  });

  it("takes away what an edited message takes the place of, also once the new one is stored", () => {
    const before = mergeLive(history, [live("new", "user")], { begun: false, replaces: 3 });
    expect(keysOf(before)).toEqual(["key-1", "key-2", "new"]);
    const known = [...history.slice(0, 2), stored(7, "user", { key: "new" }), stored(8, "assistant")];
    expect(keysOf(mergeLive(known, [live("new", "user")], { begun: true, replaces: 3 }))).toEqual([
      "key-1",
      "key-2",
      "new",
    ]);
  });

  it("shows an answer that is asked for again as being written, then the one that is heard in its place", () => {
    const failed = [
      ...history.slice(0, 3),
      stored(4, "assistant", { status: "failed", error: { code: "X", message: "x" } }),
    ];
    expect(mergeLive(failed, [], { begun: false, again: "key-4" }).at(-1)).toMatchObject({
      status: "writing",
      error: null,
    });
    const another = mergeLive(failed, [live("other", "assistant")], { begun: true, again: "key-4" });
    expect(keysOf(another)).toEqual(["key-1", "key-2", "key-3", "other"]);
    const same = mergeLive(failed, [live("key-4", "assistant")], { begun: true, again: "key-4" });
    expect(same.at(-1)).toMatchObject({ id: 4, parts: [{ text: "live" }] });
  });

  it("hands on the same object for a message that has not changed", () => {
    const [first] = mergeLive(history, [], null);
    expect(mergeLive(history, [live("new", "user")], { begun: true })[0]).toBe(first);
  });
});
