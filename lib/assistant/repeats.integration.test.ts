import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { messages } from "@/db/schema/index.ts";
import { sweep } from "@/lib/jobs/sweep.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { answerWith, calling, halfway, readAll, rest, saying, stream } from "@/lib/testing/assistant.ts";
import { chatting, rowsOf } from "@/lib/testing/chatting.ts";
import { call } from "@/lib/testing/http.ts";

const chat = chatting();
const { post, ask } = chat;

describe("a message sent again with the same Idempotency-Key", () => {
  test("runs once, sequentially: the repeat gets the same answer", async () => {
    const { asked } = answerWith((_, n) => saying(`Answer ${n}`));
    const headers = { "idempotency-key": randomUUID() };
    const first = await ask({ message: "Hi" }, headers);
    const second = await ask({ message: "Hi" }, headers);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(asked).toHaveLength(1);
    expect(await rowsOf(first.body.conversation_id)).toHaveLength(2);
  });

  test("runs once at the streaming endpoint, whose repeat streams the whole answer", async () => {
    const { asked } = answerWith((_, n) => (n === 1 ? calling(["add_task", { title: "Milk" }]) : saying("Added.")));
    const headers = { "idempotency-key": randomUUID() };
    const first = await stream(chat.user.token, { message: "Add milk" }, headers);
    const second = await stream(chat.user.token, { message: "Add milk" }, headers);
    expect([second.text, second.metadata.message_id]).toEqual([first.text, first.metadata.message_id]);
    expect(second.chunks.filter(({ type }) => type === "tool-output-available")).toHaveLength(1);
    expect(second.metadata).toMatchObject({ status: "complete" });
    expect(asked).toHaveLength(2);
    const { body } = await call<{ total: number }>("GET", "/tasks", { token: chat.user.token });
    expect(body.total).toBe(1);
  });

  test("runs once for ten concurrent requests, which start one conversation", async () => {
    const { asked } = answerWith((_, n) => (n === 1 ? calling(["add_task", { title: "Milk" }]) : saying("Added.")));
    const headers = { "idempotency-key": randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask({ message: "Add milk" }, headers)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(asked).toHaveLength(2);
    const { body } = await call<{ total: number }>("GET", "/tasks", { token: chat.user.token });
    expect(body.total).toBe(1);
    const { body: listed } = await call<{ total: number }>("GET", "/conversations", { token: chat.user.token });
    expect(listed.total).toBe(1);
  });

  test("runs once for ten concurrent requests in an existing conversation", async () => {
    const { asked } = answerWith(() => saying("Hello"));
    const { body } = await ask({ message: "One" });
    const headers = { "idempotency-key": randomUUID() };
    const sent = { message: "Two", conversation_id: body.conversation_id };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(sent, headers)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(asked).toHaveLength(2);
    expect(await rowsOf(body.conversation_id)).toHaveLength(4);
  });

  test("follows the answer in progress", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const { open, reader, model } = await halfway(chat.user.token, { message: "Hi" }, headers);
    const again = post({ message: "Hi" }, headers);
    open();
    expect((await readAll(await again)).text).toBe("One two");
    await rest(reader);
    expect(model.asked).toHaveLength(1);
  });

  test("is rejected when its text differs, also in another conversation", async () => {
    answerWith(() => saying("Hello"));
    const headers = { "idempotency-key": randomUUID() };
    const { body } = await ask({ message: "Hi" }, headers);
    for (const other of [{ message: "Ho" }, { message: "Hi", conversation_id: body.conversation_id }]) {
      const refused = await ask(other, headers);
      expect([refused.status, refused.body.detail]).toEqual([422, [expect.objectContaining({ type: "key_reused" })]]);
    }
    expect((await post({ message: "Hi" }, headers)).status).toBe(422);
  });

  test("is separate for another user", async () => {
    const { asked } = answerWith(() => saying("Hello"));
    const headers = { "idempotency-key": randomUUID() };
    await ask({ message: "Hi" }, headers);
    const other = await newUser();
    const theirs = await call("POST", `/users/${other.id}/chat`, {
      token: other.token,
      body: { message: "Hi" },
      headers,
    });
    expect(theirs.status).toBe(200);
    expect(asked).toHaveLength(2);
  });

  test("is a new message after a day, with or without a sweep in between", async () => {
    const { asked } = answerWith(() => saying("Hello"));
    const headers = { "idempotency-key": randomUUID() };
    const orm = await db();
    const aDayAgo = new Date(Date.now() - 24.1 * 3_600_000);
    const first = await ask({ message: "Hi" }, headers);
    const age = () => orm.update(messages).set({ updated_at: aDayAgo }).where(eq(messages.user_id, chat.user.id));
    await age();
    const second = await ask({ message: "Hi" }, headers);
    expect(second.body.conversation_id).not.toBe(first.body.conversation_id);
    await age();
    await sweep(new Date());
    expect((await rowsOf(second.body.conversation_id))[0]).toMatchObject({ request_key: null, request_hash: null });
    await ask({ message: "Hi" }, headers);
    expect(asked).toHaveLength(3);
  });
});
