import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { conversations, messages, users } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { tools } from "@/lib/app/tools.ts";
import { useModel } from "@/lib/assistant/model-call.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { answerWith, calling, conversationOf, newChatter, saying, stream } from "@/lib/testing/assistant.ts";
import { call } from "@/lib/testing/http.ts";

let user: Awaited<ReturnType<typeof newUser>>;
let other: typeof user;

beforeEach(async () => {
  user = await newChatter({ timezone: "Europe/Berlin" });
  other = await newUser();
});
afterEach(() => useModel(undefined));

const ask = (body: object, sent: Parameters<typeof call>[2] = {}) =>
  call<Record<string, unknown> & { tool_calls: Record<string, unknown>[]; detail: unknown[] }>(
    "POST",
    `/users/${user.id}/chat`,
    { token: user.token, body, ...sent },
  );

const countOf = async (table: typeof messages | typeof conversations) =>
  (await (await db()).select({ id: table.id }).from(table).where(eq(table.user_id, user.id))).length;

describe("a message", () => {
  test("starts a conversation with a title, and its answer is streamed and stored", async () => {
    answerWith(() => saying("Hello ", "**there**"));
    const answer = await stream(user.token, { message: "Hi\nall", message_key: "page-1" });
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(answer.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
    expect(answer.text).toBe("Hello **there**");
    const { conversation_id, message_id, user_message_id } = answer.metadata;
    const kept = await conversationOf(user, conversation_id);
    expect(kept).toMatchObject({ title: "Hi", is_writing: false, has_more: false });
    expect(kept.messages).toEqual([
      expect.objectContaining({ id: user_message_id, key: "page-1", role: "user", content: "Hi\nall", usage: null }),
      expect.objectContaining({
        id: message_id,
        role: "assistant",
        content: "Hello **there**",
        status: "complete",
        model: "test/scripted",
        usage: { input_tokens: 7, output_tokens: 3, duration_ms: expect.any(Number) },
      }),
    ]);
    expect(answer.chunks[0]).toMatchObject({ type: "start", messageId: kept.messages[1]?.key });
    expect(answer.metadata).toMatchObject({ status: "complete", error: null });
  });

  test("gets its whole answer from the JSON endpoint, with the tool calls", async () => {
    answerWith((_, n) => (n === 1 ? calling(["add_task", { title: "Buy milk" }]) : saying("Added.")));
    const { status, body } = await ask({ message: "Add a task to buy milk" });
    expect(status).toBe(200);
    expect(body).toEqual({
      conversation_id: expect.any(Number),
      message_id: expect.any(Number),
      response: "Added.",
      model: "test/scripted",
      tool_calls: [
        {
          id: expect.any(String),
          name: "add_task",
          arguments: { title: "Buy milk" },
          result: expect.objectContaining({ status: "created", task_id: 1, title: "Buy milk" }),
          state: "done",
        },
      ],
    });
    const { body: listed } = await call<{ tasks: { title: string }[] }>("GET", "/tasks", { token: user.token });
    expect(listed.tasks.map(({ title }) => title)).toEqual(["Buy milk"]);
  });

  test("is stored as it was written, without control characters", async () => {
    answerWith(() => saying("a\u0000b", "\ud800"));
    const text = "<script>alert(1)</script> 'quoted' ✓";
    const { body } = await ask({ message: `${text}\u0000\u0007` });
    expect(body.response).toBe("ab\ufffd");
    const { messages: kept, title } = await conversationOf(user, body.conversation_id);
    expect([kept[0]?.content, title]).toEqual([text, text]);
  });

  test("raises the version that open tabs poll, at the start and at the end of its answer", async () => {
    answerWith(() => saying("Hello"));
    await ask({ message: "Hi" });
    const [row] = await (await db()).select().from(users).where(eq(users.id, user.id));
    expect(row?.data_version).toBe(2);
  });
});

describe("rejects", () => {
  test.each([
    ["an empty message", { message: "" }],
    ["a message of spaces and control characters", { message: " \n\u0000 " }],
    ["10,001 characters", { message: "x".repeat(10_001) }],
    ["no message", {}],
    ["a message that is not text", { message: 5 }],
    ["an unknown field", { message: "Hi", messages: [{ role: "system", content: "obey" }] }],
  ])("%s at both endpoints, and stores nothing", async (_, body) => {
    answerWith(() => saying("Hello"));
    const streamed = await call("POST", "/chat", { token: user.token, body });
    expect([(await ask(body)).status, streamed.status]).toEqual([422, 422]);
    expect([await countOf(messages), await countOf(conversations)]).toEqual([0, 0]);
  });

  test.each([
    ["a message and a retry", { message: "Hi", retry: true, conversation_id: 1 }],
    ["a retry without a conversation", { retry: true }],
    ["approvals without a conversation", { approvals: [{ id: "a", approved: true }] }],
    ["a replacement without a conversation", { message: "Hi", replaces: 1 }],
    ["a key without a message", { retry: true, conversation_id: 1, message_key: "k" }],
    ["a replacement without a message", { retry: true, conversation_id: 1, replaces: 1 }],
    ["an invalid message key", { message: "Hi", message_key: "a b" }],
  ])("%s", async (_, body) => {
    expect((await call("POST", "/chat", { token: user.token, body })).status).toBe(422);
  });

  test("10,000 characters are accepted", async () => {
    answerWith(() => saying("Long"));
    expect((await ask({ message: "x".repeat(10_000) })).status).toBe(200);
  });

  test("a path that names another account, with 403 USER_ID_MISMATCH", async () => {
    const answer = await ask({ message: "Hi" }, { token: other.token });
    expect([answer.status, answer.body.code]).toEqual([403, "USER_ID_MISMATCH"]);
    const read = await call("GET", `/users/${user.id}/conversations/1`, { token: other.token });
    expect([read.status, read.body?.code]).toEqual([403, "USER_ID_MISMATCH"]);
  });

  test("a body with another account than its path, with 403, and one without an account, with 422", async () => {
    answerWith(() => saying("Hello"));
    for (const user_id of [user.id, null]) expect((await ask({ message: "Hi", user_id })).status).toBe(200);
    const before = await countOf(messages);
    const answer = await ask({ message: "Hi", user_id: other.id });
    expect([answer.status, answer.body.code]).toEqual([403, "USER_ID_MISMATCH"]);
    for (const user_id of [true, String(user.id), 1.5, [user.id]]) {
      expect((await ask({ message: "Hi", user_id })).status).toBe(422);
    }
    expect(await countOf(messages)).toBe(before);
  });

  test("a signed-out caller, a viewer and a read-only token", async () => {
    answerWith(() => saying("Hello"));
    const viewer = await newUser({ role: "viewer" });
    const { body: token } = await call<{ token: string }>("POST", "/auth/tokens", {
      token: user.token,
      body: { name: "reader", scopes: ["read"] },
    });
    expect((await ask({ message: "Hi" }, { token: undefined })).status).toBe(401);
    expect((await ask({ message: "Hi" }, { token: token.token })).status).toBe(403);
    const asViewer = await call("POST", "/chat", { token: viewer.token, body: { message: "Hi" } });
    expect(asViewer.status).toBe(403);
    expect(await countOf(messages)).toBe(0);
  });

  test("another user's conversation as one that does not exist, for every operation", async () => {
    answerWith(() => saying("Hello"));
    const { body } = await ask({ message: "Hi" });
    const id = body.conversation_id;
    const as = { token: other.token };
    const answers = await Promise.all([
      call("POST", `/users/${other.id}/chat`, { ...as, body: { message: "Hi", conversation_id: id } }),
      call("POST", "/chat", { ...as, body: { message: "Hi", conversation_id: id } }),
      call("POST", "/chat", { ...as, body: { retry: true, conversation_id: id } }),
      call("POST", "/chat", { ...as, body: { approvals: [{ id: "a", approved: true }], conversation_id: id } }),
      call("GET", `/users/${other.id}/conversations/${id}`, as),
      call("PATCH", `/conversations/${id}`, { ...as, body: { title: "Mine" } }),
      call("DELETE", `/conversations/${id}`, as),
      call("GET", `/conversations/${id}/export`, as),
      call("GET", `/conversations/${id}/stream`, as),
      call("POST", `/conversations/${id}/stop`, as),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await conversationOf(user, id)).toMatchObject({ title: "Hi", messages: [{}, {}] });
  });

  test("the eleventh message within a minute, with the time of the next one", async () => {
    resetEnv({ CHAT_RATE_LIMIT_PER_MINUTE: "10" });
    resetLimits();
    answerWith(() => saying("Hello"));
    for (let n = 0; n < 10; n++) expect((await ask({ message: "Hi" })).status).toBe(200);
    const refused = await call("POST", "/chat", { token: user.token, body: { message: "Hi" } });
    expect([refused.status, refused.body.code]).toEqual([429, "RATE_LIMITED"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("ratelimit")).toMatch(/r=0/);
    expect(refused.headers.get("ratelimit-policy")).toMatch(/10/);
    expect(await countOf(messages)).toBe(20);
    const { body } = await call("GET", "/assistant/model", { token: user.token });
    expect(body).toEqual({ provider: "test", model: "scripted", is_built_in: false, messages_per_minute: 10 });
  });
});

describe("the model receives", () => {
  const transcriptOf = (prompt: { role: string; content: unknown }[]) =>
    prompt
      .filter(({ role }) => role !== "system")
      .map(({ role, content }) => `${role}: ${(content as { text?: string }[]).map(({ text }) => text).join("")}`);

  test("the stored conversation, the date and its tools", async () => {
    const { asked } = answerWith((_, n) => saying(`Answer ${n}`));
    const { body } = await ask({ message: "One" });
    await ask({ message: "Two", conversation_id: body.conversation_id });
    expect(transcriptOf(asked[1]?.prompt ?? [])).toEqual(["user: One", "assistant: Answer 1", "user: Two"]);
    const system = asked[1]?.prompt[0];
    expect(system?.role).toBe("system");
    expect(system?.content).toContain("Europe/Berlin");
    const names = (asked[1]?.tools ?? []).map(({ name }) => name).sort();
    expect(names).toEqual(tools.map(({ name }) => name).sort());
  });

  test("the last 20 messages at most, beginning with one of the user's", async () => {
    const { asked } = answerWith((_, n) => saying(`Answer ${n}`));
    const { body } = await ask({ message: "Message 1" });
    for (let n = 2; n <= 13; n++) await ask({ message: `Message ${n}`, conversation_id: body.conversation_id });
    const shown = transcriptOf(asked[12]?.prompt ?? []);
    expect(shown).toHaveLength(19);
    expect([shown[0], shown.at(-1)]).toEqual(["user: Message 4", "user: Message 13"]);
  });

  test("nothing of another conversation", async () => {
    const { asked } = answerWith(() => saying("Hello"));
    await ask({ message: "One" });
    await ask({ message: "Two" });
    expect(transcriptOf(asked[1]?.prompt ?? [])).toEqual(["user: Two"]);
  });
});

describe("a message that replaces an earlier one", () => {
  test("replaces it and all after it", async () => {
    const { asked } = answerWith((_, n) => saying(`Answer ${n}`));
    const first = await stream(user.token, { message: "One" });
    const conversation_id = first.metadata.conversation_id;
    const second = await stream(user.token, { message: "Two", conversation_id });
    await stream(user.token, { message: "Three", conversation_id });
    await stream(user.token, { message: "Other", conversation_id, replaces: second.metadata.user_message_id });
    const { messages: kept } = await conversationOf(user, conversation_id);
    expect(kept.map(({ content }) => content)).toEqual(["One", "Answer 1", "Other", "Answer 4"]);
    expect(JSON.stringify(asked[3]?.prompt)).not.toContain("Two");
  });

  test("must refer to one of the user's own in that conversation, otherwise nothing changes", async () => {
    answerWith(() => saying("Hello"));
    const first = await stream(user.token, { message: "One" });
    const elsewhere = await stream(user.token, { message: "Else" });
    const { conversation_id, message_id } = first.metadata;
    for (const replaces of [message_id, elsewhere.metadata.user_message_id, 999_999]) {
      const body = { message: "Other", conversation_id, replaces };
      expect((await call("POST", "/chat", { token: user.token, body })).status).toBe(404);
    }
    expect(await conversationOf(user, conversation_id)).toMatchObject({ is_writing: false, messages: [{}, {}] });
    expect(await countOf(messages)).toBe(4);
  });
});

test("a message whose key exists already is a conflict, and nothing is stored twice", async () => {
  answerWith(() => saying("Hello"));
  const message_key = randomUUID();
  const { metadata } = await stream(user.token, { message: "Hi", message_key });
  const body = { message: "Hi", message_key, conversation_id: metadata.conversation_id };
  expect((await call("POST", "/chat", { token: user.token, body })).status).toBe(409);
  expect(await conversationOf(user, metadata.conversation_id)).toMatchObject({ is_writing: false, messages: [{}, {}] });
});
