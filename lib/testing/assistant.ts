import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { UIMessageChunk } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { resetLimits } from "@/lib/api/limits.ts";
import { useModel } from "@/lib/assistant/model-call.ts";
import type { Message } from "@/lib/assistant/shapes.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "./accounts.ts";
import { api, call } from "./http.ts";

/** A scripted model, and a reader of the assistant's streams. */

type Part = LanguageModelV4StreamPart;

const usage = {
  inputTokens: { total: 7, noCache: 7, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 3, text: 3, reasoning: 0 },
};

const finish = (unified: "stop" | "tool-calls"): Part => ({
  type: "finish",
  usage,
  finishReason: { unified, raw: unified },
});

/** The parts of a model call that returns some words. */
export const saying = (...words: string[]): Part[] => [
  { type: "stream-start", warnings: [] },
  { type: "text-start", id: "1" },
  ...words.map((delta): Part => ({ type: "text-delta", id: "1", delta })),
  { type: "text-end", id: "1" },
  finish("stop"),
];

let calls = 0;

/** The parts of a model call that calls tools. */
export const calling = (...tools: [name: string, input: unknown][]): Part[] => [
  { type: "stream-start", warnings: [] },
  ...tools.map(
    ([toolName, input]): Part => ({
      type: "tool-call",
      toolCallId: `call-${++calls}`,
      toolName,
      input: typeof input === "string" ? input : JSON.stringify(input),
    }),
  ),
  finish("tool-calls"),
];

/** A gate at which a model waits until a test opens it. */
export function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { open: resolve, wait: promise };
}

type Step = Part | { wait: Promise<void> };

/** A model's output for a call: the parts it streams, and gates between them. */
export type Script = (options: LanguageModelV4CallOptions, call: number) => Step[] | Promise<Step[]>;

function streamOf(steps: Step[]): ReadableStream<Part> {
  let next = 0;
  return new ReadableStream<Part>({
    async pull(controller) {
      for (;;) {
        const step = steps[next++];
        if (!step) return controller.close();
        if ("wait" in step) await step.wait;
        else return controller.enqueue(step);
      }
    },
  });
}

/** A test's model: `script` gives its output, `asked` has the prompts it got. */
export function scripted(script: Script): { model: LanguageModelV4; asked: LanguageModelV4CallOptions[] } {
  const asked: LanguageModelV4CallOptions[] = [];
  const model = new MockLanguageModelV4({
    provider: "test",
    modelId: "scripted",
    doStream: async (options) => {
      asked.push(options);
      return { stream: streamOf(await script(options, asked.length)) };
    },
  });
  return { model, asked };
}

/** Uses a script as this process's model from now on. */
export function answerWith(script: Script) {
  const made = scripted(script);
  useModel({ model: made.model, provider: "test", name: "scripted", isBuiltIn: false });
  return made;
}

/** Reads the chunks of a stream as they arrive. */
export async function* chunksIn(response: Response): AsyncGenerator<UIMessageChunk> {
  let text = "";
  if (!response.body) throw new Error("There is no stream");
  for await (const bytes of response.body.pipeThrough(new TextDecoderStream())) {
    text += bytes;
    const frames = text.split("\n\n");
    text = frames.pop() ?? "";
    for (const frame of frames) {
      if (frame.startsWith("data: {")) yield JSON.parse(frame.slice(6)) as UIMessageChunk;
    }
  }
}

/** Sends to the streaming endpoint and reads the whole stream. */
export async function stream(token: string, body: object, headers: Record<string, string> = {}) {
  const response = await api("POST", "/chat", { token, body, headers });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return readAll(response);
}

/** A new user, without a rate limit. */
export async function newChatter(values: Parameters<typeof newUser>[0] = {}) {
  resetEnv({ CHAT_RATE_LIMIT_PER_MINUTE: "1000", RATE_LIMIT_PER_MINUTE: "10000" });
  resetLimits();
  return newUser(values);
}

/** An answer whose model has written "One " and waits, before "two", until a test opens its gate. */
export async function halfway(token: string, body: object = { message: "Hi" }, headers: Record<string, string> = {}) {
  const { open, wait } = gate();
  const words = saying("One ", "two");
  const model = answerWith(() => [...words.slice(0, 3), { wait }, ...words.slice(3)]);
  const reader = chunksIn(await api("POST", "/chat", { token, body, headers }));
  let conversation: unknown;
  for (let next = await reader.next(); !next.done; next = await reader.next()) {
    if (next.value.type === "start") conversation = Object(next.value.messageMetadata).conversation_id;
    if (next.value.type === "text-delta") break;
  }
  return { open, reader, conversation, model };
}

/** The remaining chunks. */
export async function rest(reader: AsyncGenerator<UIMessageChunk>): Promise<UIMessageChunk[]> {
  const chunks: UIMessageChunk[] = [];
  for await (const chunk of reader) chunks.push(chunk);
  return chunks;
}

/** Reads a whole stream: its chunks, their text, and the metadata of its start and end. */
export async function readAll(response: Response) {
  const chunks: UIMessageChunk[] = [];
  for await (const chunk of chunksIn(response)) chunks.push(chunk);
  const text = chunks.flatMap((chunk) => (chunk.type === "text-delta" ? [chunk.delta] : [])).join("");
  const metadata: Record<string, unknown> = {};
  for (const chunk of chunks) {
    if ("messageMetadata" in chunk) Object.assign(metadata, chunk.messageMetadata);
  }
  const error = chunks.find((chunk) => chunk.type === "error")?.errorText;
  return { chunks, text, error, metadata, headers: response.headers };
}

/** A conversation with its latest messages. */
export async function conversationOf({ id, token }: { id: number; token: string }, conversation: unknown) {
  const { status, body } = await call<{
    title: string;
    is_writing: boolean;
    has_more: boolean;
    updated_at: string;
    messages: Message[];
  }>("GET", `/users/${id}/conversations/${conversation}`, { token });
  if (status !== 200) throw new Error(`${status}`);
  return body;
}

/** Waits until a condition holds; a test that waits in vain fails by its own timeout. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 20));
}
