import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { jsonSchema, stepCountIs, streamText, tool } from "ai";
import { expect, it } from "vitest";
import { allTools, promptOf } from "@/lib/testing/built-in-talk.ts";
import { builtInModel } from "./model.ts";

const messages = [
  "help",
  "add milk, eggs and bread",
  "delete all completed tasks",
  "complete 3 and 4",
  "nonsense !",
  "x".repeat(3000),
];

const options = (said: string) => ({ prompt: promptOf(said), ...(allTools && { tools: allTools }) });

async function partsOf(said: string): Promise<LanguageModelV4StreamPart[]> {
  const { stream } = await builtInModel().doStream(options(said));
  const parts: LanguageModelV4StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

const withoutIds = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (name, each) => (name === "toolCallId" ? "" : each)));

it.each(messages)("streams what it would generate: %s", async (said) => {
  const { content, usage, finishReason } = await builtInModel().doGenerate(options(said));
  const parts = await partsOf(said);
  const text = parts.map((part) => (part.type === "text-delta" ? part.delta : "")).join("");
  expect(text).toBe(content.map((part) => (part.type === "text" ? part.text : "")).join(""));
  expect(withoutIds(parts.filter(({ type }) => type === "tool-call"))).toEqual(
    withoutIds(content.filter(({ type }) => type === "tool-call")),
  );
  expect(parts.at(-1)).toEqual({ type: "finish", usage, finishReason });
});

it("streams word by word, and the input of a tool before its call", async () => {
  const words = (await partsOf("help")).filter(({ type }) => type === "text-delta");
  expect(words.length).toBeGreaterThan(50);
  const parts = await partsOf("add buy milk");
  const id = parts.flatMap((part) => (part.type === "tool-call" ? [part.toolCallId] : []))[0];
  const deltas = parts.flatMap((part) => (part.type === "tool-input-delta" && part.id === id ? [part.delta] : []));
  expect(JSON.parse(deltas.join(""))).toEqual({ title: "buy milk" });
  expect(parts.map(({ type }) => type)).toEqual([
    "stream-start",
    "tool-input-start",
    ...deltas.map(() => "tool-input-delta"),
    "tool-input-end",
    "tool-call",
    "finish",
  ]);
});

it("gives each call its own id", async () => {
  const parts = [...(await partsOf("complete 3 and 4")), ...(await partsOf("complete 3 and 4"))];
  const ids = parts.flatMap((part) => (part.type === "tool-call" ? [part.toolCallId] : []));
  expect(new Set(ids).size).toBe(4);
});

it("stops when the signal is aborted", async () => {
  const before = AbortSignal.abort(new Error("Stopped before"));
  await expect(builtInModel().doGenerate({ ...options("help"), abortSignal: before })).rejects.toThrow(
    "Stopped before",
  );
  await expect(builtInModel().doStream({ ...options("help"), abortSignal: before })).rejects.toThrow("Stopped before");
  const abort = new AbortController();
  const { stream } = await builtInModel().doStream({ ...options("help"), abortSignal: abort.signal });
  const reader = stream.getReader();
  for (let part = 0; part < 5; part++) expect((await reader.read()).done).toBe(false);
  abort.abort(new Error("Stopped midway"));
  await expect(reader.read()).rejects.toThrow("Stopped midway");
});

it("counts a token for each word, each number and each other character", async () => {
  const { usage } = await builtInModel().doGenerate({
    prompt: [{ role: "user", content: [{ type: "text", text: "tell me, 3 jokes!" }] }],
  });
  expect(usage.inputTokens.total).toBe(6);
  expect(usage.outputTokens).toEqual({ total: usage.outputTokens.text, text: usage.outputTokens.text, reasoning: 0 });
  expect(usage.outputTokens.text).toBeGreaterThan(20);
});

it("counts tool results as part of the prompt", async () => {
  const model = builtInModel();
  const { content, usage } = await model.doGenerate(options("list my tasks"));
  const [part] = content;
  if (part?.type !== "tool-call") throw new Error("No tool was called");
  const output = {
    type: "json" as const,
    value: { status: "ok", tasks: [{ id: 1, title: "one two three four five" }], total: 1 },
  };
  const result = { type: "tool-result" as const, toolCallId: part.toolCallId, toolName: part.toolName, output };
  const second = await model.doGenerate({
    ...options("list my tasks"),
    prompt: [
      ...promptOf("list my tasks"),
      { role: "assistant", content: [{ ...part, input: {} }] },
      { role: "tool", content: [result] },
    ],
  });
  expect(second.usage.inputTokens.total).toBeGreaterThan((usage.inputTokens.total ?? 0) + 5);
});

it("calls nothing when tools are disabled or absent", async () => {
  for (const tools of [
    { ...options("add milk"), toolChoice: { type: "none" as const } },
    { prompt: promptOf("add milk") },
  ]) {
    const { content, finishReason } = await builtInModel().doGenerate(tools);
    expect(content).toEqual([{ type: "text", text: "I can't do that here." }]);
    expect(finishReason.unified).toBe("stop");
  }
});

it("works through the AI SDK: calls the tool, and reports the result", async () => {
  const added: unknown[] = [];
  const result = streamText({
    model: builtInModel(),
    prompt: "add buy milk tomorrow",
    stopWhen: stepCountIs(4),
    tools: {
      add_task: tool({
        inputSchema: jsonSchema<Record<string, unknown>>({ type: "object" }),
        execute: async (input) => {
          added.push(input);
          return { status: "created", task_id: 1, title: input.title, due_date: null, priority: null };
        },
      }),
    },
  });
  expect(await result.text).toBe("Added **#1** buy milk.");
  expect(added).toEqual([{ title: "buy milk", due_date: "tomorrow" }]);
  expect((await result.steps).map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
  expect((await result.totalUsage).totalTokens).toBeGreaterThan(10);
});
