import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { useLog } from "@/lib/core/log.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { conversationOf, stream } from "@/lib/testing/assistant.ts";
import { call } from "@/lib/testing/http.ts";
import * as behave from "@/lib/testing/openai-behaviours.ts";
import { startOpenAiServer, type TestModelServer } from "@/lib/testing/openai-server.ts";
import { useModel } from "./model-call.ts";

/** What users see when models fail, over the protocol that most providers speak. */

let server: TestModelServer;
let user: Awaited<ReturnType<typeof newUser>>;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  server = await startOpenAiServer({ key: "sk-right" });
});
afterAll(() => server.close());

beforeEach(async () => {
  resetEnv({
    ...{ CHAT_RATE_LIMIT_PER_MINUTE: "1000", RATE_LIMIT_PER_MINUTE: "10000" },
    ...{ AI_MODEL: "openai-compatible/tiny", AI_BASE_URL: server.url, AI_API_KEY: "sk-right", AI_TIMEOUT_SECONDS: "1" },
  });
  resetLimits();
  lines = [];
  useLog(pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }));
  user = await newUser();
});
afterEach(() => {
  useModel(undefined);
  useLog(undefined);
  resetEnv({ AI_MODEL: undefined, AI_BASE_URL: undefined, AI_API_KEY: undefined, AI_TIMEOUT_SECONDS: undefined });
});

const ask = (body: object, headers: Record<string, string> = {}) =>
  call<Record<string, unknown> & { detail: { loc: unknown[]; type: string }[] }>("POST", `/users/${user.id}/chat`, {
    token: user.token,
    body,
    headers,
  });

const callsLogged = () => lines.filter(({ msg }) => msg === "model call");

interface Case {
  name: string;
  behaviours: behave.Behaviour[];
  code: string;
  words: RegExp;
  setting?: Record<string, string>;
  kept?: string;
}

const cases: Case[] = [
  {
    name: "is down",
    behaviours: [],
    setting: { AI_BASE_URL: "http://127.0.0.1:9/v1" },
    code: "UNREACHABLE",
    words: /cannot be reached/,
  },
  { name: "never responds", behaviours: [behave.hang()], code: "TOO_SLOW", words: /too long/ },
  { name: "stops in the middle", behaviours: [behave.hang("Half")], code: "TOO_SLOW", words: /too long/, kept: "Half" },
  {
    name: "gets too many requests",
    behaviours: [behave.fail(429, 7)],
    code: "RATE_LIMITED",
    words: /too many requests/,
  },
  {
    name: "fails twice",
    behaviours: [behave.fail(500), behave.fail(500)],
    code: "UNREACHABLE",
    words: /cannot be reached/,
  },
  {
    name: "rejects the key",
    behaviours: [],
    setting: { AI_API_KEY: "sk-wrong" },
    code: "KEY_REFUSED",
    words: /AI_API_KEY/,
  },
  { name: "does not know the model", behaviours: [behave.fail(404)], code: "UNKNOWN_MODEL", words: /AI_MODEL/ },
  { name: "rejects the conversation", behaviours: [behave.fail(400)], code: "REFUSED", words: /rejected/ },
  {
    name: "loses the connection",
    behaviours: [behave.cut("Half of")],
    code: "UNREACHABLE",
    words: /cannot be reached/,
    kept: "Half of",
  },
  { name: "sends invalid JSON", behaviours: [behave.malformed()], code: "NONSENSE", words: /invalid answer/ },
  { name: "sends JSON of another shape", behaviours: [behave.wrongShape()], code: "NONSENSE", words: /invalid answer/ },
  { name: "returns nothing at all", behaviours: [behave.say("")], code: "NONSENSE", words: /invalid answer/ },
];

describe.each(cases)("a model that $name", ({ behaviours, code, words, setting = {}, kept = "" }) => {
  beforeEach(() => void resetEnv(setting));

  test("gives a plain error in the stream; the message is stored, and a retry answers it", async () => {
    server.next(...behaviours);
    const answer = await stream(user.token, { message: "Hello" });
    expect(answer.error).toMatch(words);
    expect(answer.error).not.toMatch(/sk-|rate limit reached|Incorrect/i);
    expect(answer.chunks.filter(({ type }) => type === "error")).toHaveLength(1);
    expect(answer.metadata).toMatchObject({ status: "failed", error: { code } });
    const { conversation_id } = answer.metadata;
    const read = await conversationOf(user, conversation_id);
    expect(read.is_writing).toBe(false);
    expect(read.messages).toEqual([
      expect.objectContaining({ role: "user", content: "Hello", status: "complete" }),
      expect.objectContaining({
        role: "assistant",
        content: kept,
        status: "failed",
        error: { code, message: answer.error },
      }),
    ]);
    resetEnv({ AI_BASE_URL: server.url, AI_API_KEY: "sk-right" });
    const again = await stream(user.token, { conversation_id, retry: true });
    expect([again.text, again.metadata.message_id]).toEqual(["You said: Hello", answer.metadata.message_id]);
    const { messages } = await conversationOf(user, conversation_id);
    expect(messages.map(({ content, status }) => [content, status])).toEqual([
      ["Hello", "complete"],
      ["You said: Hello", "complete"],
    ]);
  });

  test("is a 503 of the JSON endpoint with the conversation's id; the same key tries again", async () => {
    server.next(...behaviours);
    const headers = { "idempotency-key": "again" };
    const failed = await ask({ message: "Hello" }, headers);
    expect([failed.status, failed.body.code]).toEqual([503, "UNAVAILABLE"]);
    expect(failed.body.message).toMatch(words);
    expect(Number(failed.headers.get("retry-after"))).toBeGreaterThan(0);
    const [{ loc, type } = { loc: [], type: "" }] = failed.body.detail;
    expect([loc[0], type]).toEqual(["conversation", "kept"]);
    expect((await conversationOf(user, loc[1])).messages).toHaveLength(2);
    resetEnv({ AI_BASE_URL: server.url, AI_API_KEY: "sk-right" });
    const again = await ask({ message: "Hello" }, headers);
    expect([again.status, again.body.response, again.body.conversation_id]).toEqual([200, "You said: Hello", loc[1]]);
    expect((await conversationOf(user, loc[1])).messages).toHaveLength(2);
  });

  test("logs a line for each call with its outcome, and no content", async () => {
    server.next(...behaviours);
    await ask({ message: "A secret of mine" });
    // A model that returns an empty answer has not failed.
    const outcome =
      behaviours[0] && "text" in behaviours[0] && behaviours[0].text === "" && code === "NONSENSE" ? "ok" : code;
    expect(callsLogged().at(-1)).toMatchObject({
      provider: "openai-compatible",
      model: "tiny",
      outcome,
      user_id: user.id,
    });
    const all = JSON.stringify(lines);
    for (const secret of ["secret of mine", "sk-", "Half"]) expect(all).not.toContain(secret);
  });
});

test("the provider's retry delay is passed on", async () => {
  server.next(behave.fail(429, 7));
  expect((await ask({ message: "Hello" })).headers.get("retry-after")).toBe("7");
});

test("a call that fails before its first word is retried once, and each attempt is logged", async () => {
  server.next(behave.fail(500));
  expect((await ask({ message: "Hello" })).body.response).toBe("You said: Hello");
  expect(callsLogged().map(({ outcome }) => outcome)).toEqual(["UNREACHABLE", "ok"]);
});

test("each call is logged once with its tokens, and the message has their sum", async () => {
  server.next(behave.call("list_tasks"));
  const { body } = await ask({ message: "What is there to do?" });
  expect(callsLogged()).toEqual(
    [1, 2].map(() => expect.objectContaining({ outcome: "ok", input_tokens: expect.any(Number) })),
  );
  const sum = (name: string) => callsLogged().reduce((total, line) => total + Number(line[name]), 0);
  const { messages } = await conversationOf(user, body.conversation_id);
  expect(messages[1]?.usage).toMatchObject({ input_tokens: sum("input_tokens"), output_tokens: sum("output_tokens") });
});

test("a model that is slow between words, but never exceeds the timeout, is read to its end", async () => {
  server.next(behave.answerSlowly("one two three four", 400));
  expect((await ask({ message: "Hello" })).body.response).toBe("one two three four");
});

test("stopping an answer cancels the provider's call", async () => {
  resetEnv({ AI_TIMEOUT_SECONDS: "60" });
  server.next(behave.hang("Half"));
  const answer = stream(user.token, { message: "Hello" });
  let id: number | undefined;
  while (id === undefined) {
    const { body } = await call<{ conversations: { id: number; is_writing: boolean }[] }>("GET", "/conversations", {
      token: user.token,
    });
    id = body.conversations.find(({ is_writing }) => is_writing)?.id;
  }
  while (server.requests.at(-1)?.isAborted !== false) await new Promise((done) => setTimeout(done, 10));
  await call("POST", `/conversations/${id}/stop`, { token: user.token });
  expect((await answer).metadata).toMatchObject({ status: "stopped" });
  while (!server.requests.at(-1)?.isAborted) await new Promise((done) => setTimeout(done, 10));
  expect(callsLogged().at(-1)).toMatchObject({ outcome: "stopped" });
});
