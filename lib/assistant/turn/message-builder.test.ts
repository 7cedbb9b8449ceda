import { readUIMessageStream, type UIMessageChunk } from "ai";
import { describe, expect, test } from "vitest";
import type { MessagePart } from "@/lib/assistant/constants.ts";
import { MessageBuilder } from "./message-builder.ts";

/** The message the SDK's own reader, and so a page, builds from the same chunks. */
async function pagesWay(base: MessagePart[], chunks: UIMessageChunk[]): Promise<unknown> {
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of [{ type: "start", messageId: "m" } as const, ...chunks]) controller.enqueue(chunk);
      controller.close();
    },
  });
  let parts: MessagePart[] = [];
  const message = { id: "m", role: "assistant" as const, parts: structuredClone(base) };
  for await (const built of readUIMessageStream({ message, stream })) parts = built.parts;
  return plain(parts);
}

const plain = (parts: MessagePart[]): unknown => JSON.parse(JSON.stringify(parts));

function drafted(base: MessagePart[], chunks: UIMessageChunk[]): MessageBuilder {
  const draft = new MessageBuilder(base);
  for (const chunk of chunks) draft.take(chunk);
  return draft;
}

const metadata = { test: { id: "p" } };

const words: UIMessageChunk[] = [
  { type: "start-step" },
  { type: "reasoning-start", id: "r" },
  { type: "reasoning-delta", id: "r", delta: "Hm" },
  { type: "text-start", id: "1", providerMetadata: metadata },
  { type: "reasoning-delta", id: "r", delta: "m." },
  { type: "text-delta", id: "1", delta: "One " },
  { type: "reasoning-end", id: "r", providerMetadata: metadata },
  { type: "text-delta", id: "1", delta: "two" },
  { type: "text-end", id: "1" },
  { type: "finish-step" },
  { type: "start-step" },
  { type: "text-start", id: "1" },
  { type: "text-delta", id: "1", delta: "Three" },
];

const call = (toolCallId: string): UIMessageChunk => ({
  type: "tool-input-available",
  toolCallId,
  toolName: "add_task",
  input: { title: "Milk" },
  title: "Add a task",
});

const cases: [string, UIMessageChunk[]][] = [
  ["interleaved text", words],
  [
    "a tool with a result",
    [
      call("a"),
      { type: "tool-output-available", toolCallId: "a", output: { status: "created" }, providerMetadata: metadata },
    ],
  ],
  ["a tool that threw", [call("a"), { type: "tool-output-error", toolCallId: "a", errorText: "It broke." }]],
  [
    "tools that wait, are approved and denied",
    [
      call("a"),
      call("b"),
      { type: "tool-approval-request", approvalId: "x", toolCallId: "a", signature: "s" },
      { type: "tool-approval-request", approvalId: "y", toolCallId: "b", signature: "t", reason: "why" },
      { type: "tool-approval-response", approvalId: "x", approved: true, reason: "yes" },
      { type: "tool-approval-response", approvalId: "y", approved: false },
      { type: "tool-output-available", toolCallId: "a", output: null },
      { type: "tool-output-denied", toolCallId: "b" },
    ],
  ],
  [
    "an invalid call",
    [{ type: "tool-input-error", toolCallId: "a", toolName: "add_task", input: "{", errorText: "No." }],
  ],
  [
    "a call of an unknown tool",
    [{ type: "tool-input-error", toolCallId: "a", toolName: "odd", dynamic: true, input: {}, errorText: "No." }],
  ],
];

describe("a draft becomes the message that a page shows", () => {
  test.each(cases)("of %s", async (_, chunks) => {
    expect(plain(drafted([], chunks).parts)).toEqual(await pagesWay([], chunks));
  });

  test.each(cases)("of %s, after existing parts", async (_, chunks) => {
    const base = drafted([], [...words, call("z")]).parts;
    const more: UIMessageChunk[] = [
      { type: "tool-output-available", toolCallId: "z", output: 1 },
      { type: "start-step" },
      ...chunks,
    ];
    expect(plain(drafted(base, more).parts)).toEqual(await pagesWay(base, more));
  });

  test("of a call whose arguments are streamed in pieces, once they are complete", async () => {
    const chunks: UIMessageChunk[] = [
      { type: "tool-input-start", toolCallId: "a", toolName: "add_task" },
      { type: "tool-input-delta", toolCallId: "a", inputTextDelta: '{"title":' },
      { type: "tool-input-delta", toolCallId: "a", inputTextDelta: '"Milk"}' },
    ];
    expect(plain(drafted([], chunks).parts)).toEqual([
      { type: "tool-add_task", toolCallId: "a", state: "input-streaming" },
    ]);
    const whole = [...chunks, call("a")];
    expect(plain(drafted([], whole).parts)).toEqual([
      expect.objectContaining({ toolCallId: "a", state: "input-available", input: { title: "Milk" } }),
    ]);
  });
});

test("a draft leaves existing parts unchanged, and counts changes", () => {
  const base: MessagePart[] = [{ type: "tool-add_task", toolCallId: "a", state: "input-available", input: {} }];
  const draft = drafted(base, [{ type: "tool-output-available", toolCallId: "a", output: 1 }]);
  expect([draft.changes, Object(draft.parts[0]).state, Object(base[0]).state]).toEqual([
    1,
    "output-available",
    "input-available",
  ]);
});

test("chunks about unknown parts change nothing", () => {
  const lost: UIMessageChunk[] = [
    { type: "text-delta", id: "?", delta: "x" },
    { type: "tool-output-available", toolCallId: "?", output: 1 },
    { type: "tool-approval-response", approvalId: "?", approved: true },
  ];
  expect(drafted([], lost).parts).toEqual([]);
});

test("the first error is kept", () => {
  const draft = new MessageBuilder([]);
  draft.fail("first");
  draft.fail("second");
  expect(draft.error).toBe("first");
});
