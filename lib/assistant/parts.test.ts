import { readUIMessageStream, type UIMessageChunk } from "ai";
import { describe, expect, test } from "vitest";
import { chunksOf } from "@/lib/assistant/turn/stream-chunks.ts";
import type { MessagePart } from "./constants.ts";
import {
  decide,
  denyWaiting,
  finishedPart,
  onlyRead,
  settled,
  storable,
  textOf,
  titleOf,
  toolCallsOf,
  waitingFor,
  windowOf,
} from "./parts.ts";

const text = (words: string): MessagePart => ({ type: "text", text: words, state: "done" });

const tool = (state: string, more: object = {}): MessagePart =>
  ({ type: "tool-delete_task", toolCallId: "call-1", state, input: { task_id: 3 }, ...more }) as MessagePart;

const waiting = (id: string) =>
  tool("approval-requested", { toolCallId: `call-${id}`, approval: { id, signature: "s" } });

const statesOf = (parts: MessagePart[]) => parts.map((part) => ("state" in part ? part.state : part.type));

describe("the text of a message", () => {
  test("is the text of all parts, without empty ones", () => {
    expect(textOf([text("One."), { type: "step-start" }, text("  "), tool("input-available"), text("Two.")])).toBe(
      "One.\n\nTwo.",
    );
  });

  test("has no control characters and lone surrogates, and everything else", () => {
    const given = {
      a: ["x\u0000y\u0007", "tab\tline\nend", "\ud800"],
      "k\u0000": 1,
      gone: undefined,
      n: null,
      no: false,
    };
    expect(storable(given)).toEqual({ a: ["xy", "tab\tline\nend", "\ufffd"], k: 1, n: null, no: false });
  });
});

describe("a title", () => {
  test("is the first line", () => expect(titleOf("  Plan   the week\nand more")).toBe("Plan the week"));

  test("is cut at a word to at most 60 characters", () => {
    const title = titleOf(`Please ${"review the pull request about authentication ".repeat(3)}`);
    expect(title).toBe("Please review the pull request about authentication review…");
    expect([...title].length).toBeLessThanOrEqual(60);
  });

  test("is cut within a word that is too long, and never within a character", () => {
    expect(titleOf("x".repeat(80))).toBe(`${"x".repeat(59)}…`);
    expect(titleOf("🧘".repeat(80))).toBe(`${"🧘".repeat(59)}…`);
  });
});

describe("the context window", () => {
  const messages = Array.from({ length: 25 }, (_, index) => ({ role: index % 2 ? "assistant" : "user", index }));

  test("has at most this many messages and begins with one of the user's", () => {
    const shown = windowOf(messages, 20);
    expect(shown[0]).toEqual({ role: "user", index: 6 });
    expect(shown).toHaveLength(19);
  });

  test("is empty without a message of the user", () =>
    expect(windowOf([{ role: "assistant" }, { role: "assistant" }], 20)).toEqual([]));
});

describe("approvals", () => {
  test("are decided by their ids, and store the words of the decision", () => {
    const parts = decide([waiting("a"), waiting("b")], [{ id: "b", approved: false, reason: "no thanks" }]);
    expect(statesOf(parts)).toEqual(["approval-requested", "approval-responded"]);
    expect(parts[1]).toMatchObject({ approval: { id: "b", signature: "s", approved: false, reason: "no thanks" } });
    expect(waitingFor(parts)).toEqual(["a"]);
  });

  test("that were given cannot be given again", () => {
    const once = decide([waiting("a")], [{ id: "a", approved: false }]);
    expect(decide(once, [{ id: "a", approved: true }])).toEqual(once);
  });

  test("are denied when the user continues with something else", () => {
    const parts = denyWaiting([waiting("a"), tool("output-available", { output: {} })], "went on");
    expect(statesOf(parts)).toEqual(["output-denied", "output-available"]);
    expect(parts[0]).toMatchObject({ approval: { approved: false, reason: "went on" } });
  });
});

describe("an interrupted message", () => {
  test("has nothing in progress", () => {
    const parts = settled([
      { type: "text", text: "Half a", state: "streaming" },
      { type: "text", text: "", state: "streaming" },
      tool("input-streaming"),
      tool("input-available"),
      tool("approval-responded", { approval: { id: "a", approved: true } }),
      tool("approval-responded", { approval: { id: "b", approved: false } }),
      tool("output-available", { output: { status: "deleted" } }),
    ]);
    expect(statesOf(parts)).toEqual(["done", "output-error", "output-error", "output-denied", "output-available"]);
  });

  test("continues after its last tool result", () => {
    const done = tool("output-available", { output: {} });
    expect(finishedPart([text("a"), done, { type: "step-start" }, text("half")])).toEqual([text("a"), done]);
    expect(finishedPart([text("half")])).toEqual([]);
  });

  test("may be written again when its tools only read", () => {
    const reads = new Set(["list_tasks"]);
    const list = { ...tool("output-available", { output: {} }), type: "tool-list_tasks" } as MessagePart;
    expect(onlyRead([text("a"), list], reads)).toBe(true);
    expect(onlyRead([list, tool("output-available", { output: {} })], reads)).toBe(false);
    expect(onlyRead([tool("output-denied")], reads)).toBe(true);
  });
});

test("tool calls are listed with their outcome", () => {
  const states = [
    tool("input-available"),
    waiting("a"),
    tool("output-denied"),
    tool("output-available", { output: { status: "deleted" } }),
    tool("output-available", { output: { status: "error", code: "TASK_NOT_FOUND" } }),
    tool("output-error", { errorText: "It was not run.", input: undefined }),
  ];
  const calls = toolCallsOf(states).map(({ name, state, result }) => [name, state, result]);
  expect(calls).toEqual([
    ["delete_task", "running", null],
    ["delete_task", "approval_required", null],
    ["delete_task", "denied", null],
    ["delete_task", "done", { status: "deleted" }],
    ["delete_task", "failed", { status: "error", code: "TASK_NOT_FOUND" }],
    ["delete_task", "failed", { status: "error", code: "TOOL_FAILED", message: "It was not run.", details: {} }],
  ]);
  expect(toolCallsOf(states)[5]?.arguments).toEqual({});
});

async function rebuilt(parts: MessagePart[]): Promise<MessagePart[]> {
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of [{ type: "start", messageId: "m" } as const, ...chunksOf(parts)]) controller.enqueue(chunk);
      controller.close();
    },
  });
  let built: MessagePart[] = [];
  for await (const message of readUIMessageStream({ stream })) built = message.parts;
  return JSON.parse(JSON.stringify(built));
}

test("the chunks of a stored message rebuild the same message", async () => {
  const parts = [
    { type: "step-start" } as const,
    { type: "reasoning", id: "r-1", text: "Hm.", state: "done" } as const,
    text("Let me see."),
    tool("output-available", {
      toolCallId: "1",
      output: { status: "deleted" },
      approval: { id: "a", approved: true, reason: "yes", signature: "s" },
    }),
    tool("output-denied", { toolCallId: "2", approval: { id: "b", approved: false } }),
    tool("output-error", { toolCallId: "3", errorText: "It was not run." }),
    tool("approval-requested", { toolCallId: "4", approval: { id: "d", signature: "t" } }),
    {
      type: "dynamic-tool",
      toolName: "odd",
      toolCallId: "5",
      state: "output-error",
      input: {},
      errorText: "This tool does not exist.",
    } as MessagePart,
    { type: "step-start" } as const,
    text("Done."),
  ];
  expect(await rebuilt(parts)).toEqual(parts);
});
