import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { tools } from "@/lib/app/tools.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { answerWith, calling, conversationOf, saying, stream } from "@/lib/testing/assistant.ts";
import { call } from "@/lib/testing/http.ts";
import * as behave from "@/lib/testing/openai-behaviours.ts";
import { startOpenAiServer, type TestModelServer } from "@/lib/testing/openai-server.ts";
import { useModel } from "./model-call.ts";

/** Tool calls within an answer, and how an interrupted one continues. */

let server: TestModelServer;
let user: Awaited<ReturnType<typeof newUser>>;

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
  user = await newUser();
});
afterEach(() => {
  useModel(undefined);
  resetEnv({ AI_MODEL: undefined, AI_BASE_URL: undefined, AI_API_KEY: undefined, AI_TIMEOUT_SECONDS: undefined });
});

const ask = (body: object, headers: Record<string, string> = {}) =>
  call<Record<string, unknown> & { detail: { loc: unknown[]; type: string }[] }>("POST", `/users/${user.id}/chat`, {
    token: user.token,
    body,
    headers,
  });

describe("a tool", () => {
  test("that does not exist is reported to the model, which continues", async () => {
    server.next(behave.call("send_money", { amount: 1 }));
    const answer = await stream(user.token, { message: "Pay the rent" });
    expect(answer.metadata).toMatchObject({ status: "complete" });
    const { messages } = await conversationOf(user, answer.metadata.conversation_id);
    expect(messages[1]?.tool_calls).toEqual([
      expect.objectContaining({
        name: "send_money",
        state: "failed",
        result: expect.objectContaining({ message: "This tool does not exist." }),
      }),
    ]);
    const after = await ask({ message: "Hello", conversation_id: answer.metadata.conversation_id });
    expect(after.body.response).toBe("You said: Hello");
  });

  test.each([
    ["invalid input", { title: 5 }],
    ["invalid JSON", '{"title": '],
    ["nothing", {}],
  ])("that is called with %s changes nothing, and the conversation continues", async (_, input) => {
    server.next(behave.call("add_task", input));
    const answer = await stream(user.token, { message: "Add a task" });
    expect(answer.metadata).toMatchObject({ status: "complete" });
    const { messages } = await conversationOf(user, answer.metadata.conversation_id);
    expect(messages[1]?.tool_calls[0]).toMatchObject({ name: "add_task", state: "failed" });
    const { body } = await call<{ total: number }>("GET", "/tasks", { token: user.token });
    expect(body.total).toBe(0);
    const after = await ask({ message: "Hello", conversation_id: answer.metadata.conversation_id });
    expect(after.body.response).toBe("You said: Hello");
  });

  test("that throws gives an error result without the reason", async () => {
    const tool = tools.find(({ name }) => name === "list_tasks");
    if (!tool) throw new Error("There is such a tool");
    const { run } = tool;
    tool.run = () => Promise.reject(new Error("relation tasks does not exist"));
    try {
      const { asked } = answerWith((_, n) => (n === 1 ? calling(["list_tasks", {}]) : saying("That did not work.")));
      const { status, body } = await ask({ message: "List" });
      expect([status, body.response]).toEqual([200, "That did not work."]);
      const { messages } = await conversationOf(user, body.conversation_id);
      expect(messages[1]?.tool_calls[0]).toMatchObject({
        state: "failed",
        result: { status: "error", code: "INTERNAL" },
      });
      expect(JSON.stringify(messages)).not.toContain("relation");
      expect(JSON.stringify(asked[1]?.prompt)).not.toContain("relation");
    } finally {
      tool.run = run;
    }
  });
});

test("a model that calls tools for ever is stopped after eight steps, and says so", async () => {
  const { asked } = answerWith(() => calling(["list_tasks", {}]));
  const { body } = await ask({ message: "List" });
  expect(asked).toHaveLength(8);
  expect(body.response).toContain("I stopped after 8 steps");
});

describe("a retry", () => {
  test("continues after tools with results, and does not run them again", async () => {
    answerWith((_, n) => {
      if (n === 1) return calling(["add_task", { title: "Milk" }]);
      throw new TypeError("fetch failed");
    });
    const failed = await stream(user.token, { message: "Add milk" });
    expect(failed.metadata).toMatchObject({ status: "failed", error: { code: "UNREACHABLE" } });
    const { conversation_id } = failed.metadata;
    const { asked } = answerWith(() => saying("Added."));
    const again = await stream(user.token, { conversation_id, retry: true });
    expect(asked[0]?.prompt.map(({ role }) => role)).toEqual(["system", "user", "assistant", "tool"]);
    expect(again.chunks.some(({ type }) => type === "tool-output-available")).toBe(true);
    const { messages } = await conversationOf(user, conversation_id);
    expect(messages).toHaveLength(2);
    expect(messages[1]).toMatchObject({
      content: "Added.",
      status: "complete",
      tool_calls: [{ name: "add_task", state: "done" }],
    });
    const { body } = await call<{ total: number }>("GET", "/tasks", { token: user.token });
    expect(body.total).toBe(1);
  });

  test("rewrites an answer whose tools only read", async () => {
    answerWith((_, n) => (n === 1 ? calling(["list_tasks", {}]) : saying("Nothing.")));
    const { metadata } = await stream(user.token, { message: "List" });
    answerWith(() => saying("Still nothing."));
    const again = await stream(user.token, { conversation_id: metadata.conversation_id, retry: true });
    expect(again.text).toBe("Still nothing.");
    const { messages } = await conversationOf(user, metadata.conversation_id);
    expect(messages[1]).toMatchObject({ content: "Still nothing.", tool_calls: [] });
  });

  test("is rejected for an answer that has changed something", async () => {
    answerWith((_, n) => (n === 1 ? calling(["add_task", { title: "Milk" }]) : saying("Added.")));
    const { metadata } = await stream(user.token, { message: "Add milk" });
    const { conversation_id } = metadata;
    const refused = await call("POST", "/chat", { token: user.token, body: { conversation_id, retry: true } });
    expect([refused.status, refused.body.code]).toEqual([409, "CONFLICT"]);
    expect(await conversationOf(user, conversation_id)).toMatchObject({
      is_writing: false,
      messages: [{}, { content: "Added." }],
    });
  });
});
