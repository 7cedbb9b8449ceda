import { APICallError, jsonSchema, stepCountIs, streamText, type TextStreamPart, type ToolSet, tool } from "ai";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { resetEnv } from "@/lib/core/env.ts";
import { answerSlowly, call, cut, fail, hang, malformed, say, wrongShape } from "@/lib/testing/openai-behaviours.ts";
import { startOpenAiServer, type TestModelServer } from "@/lib/testing/openai-server.ts";
import { assistantModel } from "./models.ts";

/** The four kinds of providers against a server that speaks OpenAI's protocol, and their failures. */

vi.setConfig({ testTimeout: 60_000 });

let server: TestModelServer;

const patience = { timeout: 30_000 };

const unset = { AI_MODEL: undefined, AI_API_KEY: undefined, AI_BASE_URL: undefined };

beforeAll(async () => {
  server = await startOpenAiServer();
});
afterEach(() => {
  vi.restoreAllMocks();
  resetEnv(unset);
});
afterAll(() => server.close());

const useServer = () =>
  resetEnv({ AI_MODEL: "openai-compatible/llama3.2", AI_API_KEY: "key-of-the-operator", AI_BASE_URL: server.url });

const tools = {
  add_task: tool({
    inputSchema: jsonSchema<{ title: string }>({
      type: "object",
      properties: { title: { type: "string" } },
      required: ["title"],
    }),
    execute: async ({ title }) => ({ status: "created", title }),
  }),
};

/** Everything that a turn of the configured model streams. */
async function streamed(prompt = "Hello", abortSignal?: AbortSignal): Promise<TextStreamPart<ToolSet>[]> {
  const { model } = await assistantModel();
  const { stream } = streamText({
    ...{ model, prompt, tools, maxRetries: 0, stopWhen: stepCountIs(3), onError: () => undefined },
    ...(abortSignal && { abortSignal }),
  });
  const parts: TextStreamPart<ToolSet>[] = [];
  try {
    for await (const part of stream) parts.push(part);
  } catch (error) {
    // A broken connection throws; a provider's error response is a part.
    parts.push({ type: "error", error });
  }
  return parts;
}

const textOf = (parts: TextStreamPart<ToolSet>[]) =>
  parts.map((part) => (part.type === "text-delta" ? part.text : "")).join("");

const errorsOf = (parts: TextStreamPart<ToolSet>[]) =>
  parts.flatMap((part) => (part.type === "error" ? [part.error] : []));

const lastReason = (parts: TextStreamPart<ToolSet>[]) =>
  parts.flatMap((part) => (part.type === "finish" ? [part.finishReason] : [])).at(-1);

it("uses the built-in model when none is named, or built-in is", async () => {
  for (const AI_MODEL of [undefined, "", "built-in"]) {
    resetEnv({ ...unset, AI_MODEL });
    expect(await assistantModel()).toMatchObject({
      provider: "built-in",
      name: "built-in",
      isBuiltIn: true,
      model: { provider: "stint", modelId: "built-in" },
    });
  }
});

it("caches a model for as long as the environment is the same, and creates one for each new environment", async () => {
  useServer();
  const first = await assistantModel();
  expect(await assistantModel()).toBe(first);
  resetEnv({ AI_MODEL: "openai-compatible/other" });
  expect((await assistantModel()).name).toBe("other");
});

it("keeps slashes and colons in a model's name", async () => {
  useServer();
  resetEnv({ AI_MODEL: "openai-compatible/meta/llama-3:8b" });
  server.next(say("Hi"));
  await streamed();
  expect(server.requests.at(-1)?.body.model).toBe("meta/llama-3:8b");
});

it("streams the text of an openai-compatible model word by word, with its usage", async () => {
  useServer();
  server.next(say("One two three"));
  const parts = await streamed();
  expect(parts.filter(({ type }) => type === "text-delta")).toHaveLength(3);
  expect(textOf(parts)).toBe("One two three");
  expect(parts.at(-1)).toMatchObject({
    type: "finish",
    finishReason: "stop",
    totalUsage: { inputTokens: 1, outputTokens: 3 },
  });
  expect(server.requests.at(-1)).toMatchObject({
    path: "/v1/chat/completions",
    headers: { authorization: "Bearer key-of-the-operator" },
    body: { model: "llama3.2", stream: true },
  });
});

it("calls an openai-compatible model without a key when there is none, and at a URL with a trailing slash", async () => {
  resetEnv({ ...unset, AI_MODEL: "openai-compatible/llama3.2", AI_BASE_URL: `${server.url}/` });
  expect(textOf(await streamed("say: hello"))).toBe("hello");
  expect(server.requests.at(-1)?.path).toBe("/v1/chat/completions");
  expect(server.requests.at(-1)?.headers.authorization).toBeUndefined();
});

it("runs the tools that a model calls, and sends it their results", async () => {
  useServer();
  server.next(call("add_task", { title: "Buy milk" }));
  const parts = await streamed();
  expect(parts.find(({ type }) => type === "tool-result")).toMatchObject({
    toolName: "add_task",
    input: { title: "Buy milk" },
    output: { status: "created" },
  });
  expect(textOf(parts)).toBe("The tool said created.");
  expect(server.requests.at(-1)?.body.messages?.map(({ role }) => role)).toEqual(["user", "assistant", "tool"]);
});

it("continues when a model calls an unknown tool, or with invalid input", async () => {
  useServer();
  server.next(call("drop_tables", {}), say("Sorry"));
  const unknown = await streamed();
  expect(unknown.filter(({ type }) => type === "tool-error")).toHaveLength(1);
  expect(textOf(unknown)).toBe("Sorry");
  server.next(call("add_task", '{"title": '), say("Sorry again"));
  const broken = await streamed();
  expect(broken.filter(({ type }) => type === "tool-error")).toHaveLength(1);
  expect(textOf(broken)).toBe("Sorry again");
});

it.each([401, 404, 429, 500])("reports the status of an error response: %i", async (status) => {
  useServer();
  server.next(fail(status, status === 429 ? 7 : undefined));
  const [error] = errorsOf(await streamed());
  expect(APICallError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({ statusCode: status, isRetryable: status === 429 || status === 500 });
  if (status === 429) expect(error).toMatchObject({ responseHeaders: { "retry-after": "7" } });
});

it("reports that nothing listens at the URL", async () => {
  const stopped = await startOpenAiServer();
  await stopped.close();
  resetEnv({ ...unset, AI_MODEL: "openai-compatible/llama3.2", AI_BASE_URL: stopped.url });
  const [error] = errorsOf(await streamed());
  expect(APICallError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({ statusCode: undefined, isRetryable: true });
});

it("ends with an error, and keeps the words before it, when the connection is cut", async () => {
  useServer();
  server.next(cut("These words came"));
  const parts = await streamed();
  expect(textOf(parts)).toBe("These words came");
  expect(errorsOf(parts)).toHaveLength(1);
});

it.each([
  ["lines of invalid JSON", malformed()],
  ["JSON of another shape", wrongShape()],
])("ends without a text when a model returns an invalid response: %s", async (_, behaviour) => {
  useServer();
  server.next(behaviour);
  const parts = await streamed();
  expect(textOf(parts)).toBe("");
  expect(errorsOf(parts).length > 0 || lastReason(parts) !== "stop").toBe(true);
});

it.each([
  ["before its first word", () => hang()],
  ["in the middle", () => hang("These words")],
  ["between slow words", () => answerSlowly("one two three four five", 1000)],
])("abandons a model that hangs, %s, when the signal is aborted", async (_, behaviour) => {
  useServer();
  server.next(behaviour());
  const abort = new AbortController();
  const requestsBefore = server.requests.length;
  const ended = streamed("Hello", abort.signal);
  await vi.waitFor(() => expect(server.requests.length).toBe(requestsBefore + 1), patience);
  abort.abort();
  expect((await ended).at(-1)?.type).toBe("abort");
  await vi.waitFor(() => expect(server.requests.at(-1)?.isAborted).toBe(true), patience);
});

it.each([
  ["anthropic/claude-sonnet-4-5", "/v1/messages", "x-api-key", "key"],
  ["openai/gpt-5", "/v1/responses", "authorization", "Bearer key"],
  ["google/gemini-2.5-pro", "/v1/models/gemini-2.5-pro:streamGenerateContent", "x-goog-api-key", "key"],
])("calls %s at its own path, with its own key, behind AI_BASE_URL", async (AI_MODEL, path, header, value) => {
  resetEnv({ AI_MODEL, AI_API_KEY: "key", AI_BASE_URL: server.url });
  const { provider, name, isBuiltIn } = await assistantModel();
  expect([`${provider}/${name}`, isBuiltIn]).toEqual([AI_MODEL, false]);
  const [error] = errorsOf(await streamed());
  // This server speaks another protocol; only the request matters.
  expect(error).toMatchObject({ statusCode: 404 });
  expect(server.requests.at(-1)).toMatchObject({ path, headers: { [header]: value } });
  if (provider !== "google") expect(server.requests.at(-1)?.body.model).toBe(name);
});

it("asks OpenAI not to store anything", async () => {
  resetEnv({ AI_MODEL: "openai/gpt-5", AI_API_KEY: "key", AI_BASE_URL: server.url });
  await streamed();
  expect(server.requests.at(-1)?.body).toMatchObject({ store: false });
});
