import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { conversations, messages } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/env.ts";
import { sweep } from "@/lib/jobs/sweep.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import {
  answerWith,
  calling,
  chunksIn,
  conversationOf,
  gate,
  readAll,
  saying,
  stream,
  until,
} from "@/lib/testing/assistant.ts";
import { api, call } from "@/lib/testing/http.ts";
import { useModel } from "./model-call.ts";
import { turnCounts } from "./turn.ts";

let user: Awaited<ReturnType<typeof newUser>>;

beforeEach(async () => {
  resetEnv({ CHAT_RATE_LIMIT_PER_MINUTE: "1000", RATE_LIMIT_PER_MINUTE: "10000" });
  resetLimits();
  user = await newUser();
});

// Whatever a test did: when its answers are written, this process holds nothing of them any more.
afterEach(async () => {
  await until(() => turnCounts().running === 0 && turnCounts().waiting === 0);
  useModel(undefined);
});

const post = (body: object, headers: Record<string, string> = {}) =>
  api("POST", "/chat", { token: user.token, body, headers });

const ask = (body: object, headers: Record<string, string> = {}) =>
  call<Record<string, unknown>>("POST", `/users/${user.id}/chat`, { token: user.token, body, headers });

const rowsOf = async (conversation: unknown) =>
  (await db())
    .select()
    .from(messages)
    .where(eq(messages.conversation_id, Number(conversation)))
    .orderBy(asc(messages.position));

/** An answer whose model has said "One " and waits before "two". */
async function halfway(body: object = { message: "Hi" }, headers: Record<string, string> = {}) {
  const { open, wait } = gate();
  const words = saying("One ", "two");
  const model = answerWith(() => [...words.slice(0, 3), { wait }, ...words.slice(3)]);
  const response = await post(body, headers);
  const reader = chunksIn(response);
  let conversation: unknown;
  for (let next = await reader.next(); !next.done; next = await reader.next()) {
    if (next.value.type === "start") conversation = Object(next.value.messageMetadata).conversation_id;
    if (next.value.type === "text-delta") break;
  }
  return { open, reader, conversation, model };
}

const rest = async (reader: ReturnType<typeof chunksIn>) => {
  const chunks = [];
  for await (const chunk of reader) chunks.push(chunk);
  return chunks;
};

describe("an answer", () => {
  test("is finished and kept whole when its reader goes away midway", async () => {
    const { open, reader, conversation } = await halfway();
    await reader.return(undefined);
    expect((await conversationOf(user, conversation)).is_writing).toBe(true);
    open();
    await until(async () => !(await conversationOf(user, conversation)).is_writing);
    const { messages: kept } = await conversationOf(user, conversation);
    expect(kept[1]).toMatchObject({ content: "One two", status: "complete" });
  });

  test("is followed from its beginning by whoever comes later, as often as they like", async () => {
    const { open, reader, conversation } = await halfway();
    const followers = await Promise.all(
      [1, 2].map(() => api("GET", `/conversations/${conversation}/stream`, { token: user.token })),
    );
    open();
    const read = await Promise.all(followers.map(readAll));
    expect(read.map(({ text }) => text)).toEqual(["One two", "One two"]);
    expect(read[0]?.chunks[0]).toMatchObject({ type: "start", messageId: (await rowsOf(conversation))[1]?.key });
    expect((await rest(reader)).at(-1)).toMatchObject({ type: "finish" });
    const later = await api("GET", `/conversations/${conversation}/stream`, { token: user.token });
    expect(later.status).toBe(204);
  });

  test("keeps what it has written while it is written, for those who read the conversation", async () => {
    const { open, reader, conversation } = await halfway();
    await until(async () => (await conversationOf(user, conversation)).messages[1]?.content === "One ");
    expect((await conversationOf(user, conversation)).messages[1]?.status).toBe("writing");
    open();
    await rest(reader);
  });

  test("that is stopped keeps what was written, and the conversation goes on", async () => {
    const { reader, conversation } = await halfway();
    const stopped = await call("POST", `/conversations/${conversation}/stop`, { token: user.token });
    expect([stopped.status, stopped.body]).toEqual([202, { stopping: true }]);
    const chunks = await rest(reader);
    expect(chunks.at(-1)).toMatchObject({ type: "finish", messageMetadata: { status: "stopped", error: null } });
    const { messages: kept, is_writing } = await conversationOf(user, conversation);
    expect(is_writing).toBe(false);
    expect(kept[1]).toMatchObject({ content: "One ", status: "stopped", error: null });
    const again = await call("POST", `/conversations/${conversation}/stop`, { token: user.token });
    expect([again.status, again.body]).toEqual([202, { stopping: false }]);
    const { asked } = answerWith(() => saying("Well."));
    expect((await ask({ message: "Go on", conversation_id: conversation })).body.response).toBe("Well.");
    expect(asked[0]?.prompt.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  });

  test("that another process writes is stopped by its next sign of life", async () => {
    const { reader, conversation } = await halfway();
    await (await db())
      .update(conversations)
      .set({ turn_stopping: true })
      .where(eq(conversations.id, Number(conversation)));
    expect((await rest(reader)).at(-1)).toMatchObject({ messageMetadata: { status: "stopped" } });
  });

  test("ends when its conversation is deleted midway, and leaves nothing behind", async () => {
    const { reader, conversation } = await halfway();
    const deleted = await call("DELETE", `/conversations/${conversation}`, { token: user.token });
    expect(deleted.status).toBe(204);
    await rest(reader);
    expect(await rowsOf(conversation)).toEqual([]);
    expect((await ask({ message: "Hi", conversation_id: conversation })).status).toBe(404);
  });

  test("that is taken away from its process is dropped there", async () => {
    const { reader, conversation } = await halfway();
    const orm = await db();
    const turn_id = randomUUID();
    await orm
      .update(conversations)
      .set({ turn_id })
      .where(eq(conversations.id, Number(conversation)));
    await rest(reader);
    expect((await rowsOf(conversation))[1]).toMatchObject({ status: "writing" });
    const [row] = await orm
      .select()
      .from(conversations)
      .where(eq(conversations.id, Number(conversation)));
    expect(row?.turn_id).toBe(turn_id);
  });
});

describe("two tabs on one conversation", () => {
  test("keep order: the second message waits for the first one's answer", async () => {
    const { open, reader, conversation } = await halfway({ message: "First" });
    const second = ask({ message: "Second", conversation_id: conversation });
    const early = await Promise.race([
      second.then(() => "answered"),
      new Promise((done) => setTimeout(done, 300, "waits")),
    ]);
    expect(early).toBe("waits");
    open();
    await rest(reader);
    expect((await second).status).toBe(200);
    const rows = await rowsOf(conversation);
    expect(rows.map(({ content }) => content)).toEqual(["First", "One two", "Second", "One two"]);
  });

  test("and twenty of them at once never mix what is said with what is answered", async () => {
    const { asked } = answerWith(({ prompt }) => {
      const last = prompt.at(-1);
      const [part] = Array.isArray(last?.content) ? last.content : [];
      return saying(`To: ${part && "text" in part ? part.text : ""}`);
    });
    const { body } = await ask({ message: "0" });
    const conversation_id = body.conversation_id;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => ask({ message: String(n + 1), conversation_id })),
    );
    expect(answers.map(({ status, body: { response } }) => [status, response])).toEqual(
      Array.from({ length: 20 }, (_, n) => [200, `To: ${n + 1}`]),
    );
    const rows = await rowsOf(conversation_id);
    expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 42 }, (_, n) => n + 1));
    expect(rows.map(({ role }) => role)).toEqual(Array.from({ length: 42 }, (_, n) => (n % 2 ? "assistant" : "user")));
    for (let n = 0; n < 42; n += 2) expect(rows[n + 1]?.content).toBe(`To: ${rows[n]?.content}`);
    expect(asked).toHaveLength(21);
  });
});

describe("a message sent again with the same Idempotency-Key", () => {
  test("runs once, one after the other: the repeat gets the same answer", async () => {
    const { asked } = answerWith((_, n) => saying(`Answer ${n}`));
    const headers = { "idempotency-key": randomUUID() };
    const first = await ask({ message: "Hi" }, headers);
    const second = await ask({ message: "Hi" }, headers);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(asked).toHaveLength(1);
    expect(await rowsOf(first.body.conversation_id)).toHaveLength(2);
  });

  test("runs once at the streaming door, whose repeat streams the whole answer", async () => {
    const { asked } = answerWith((_, n) => (n === 1 ? calling(["add_task", { title: "Milk" }]) : saying("Added.")));
    const headers = { "idempotency-key": randomUUID() };
    const first = await stream(user.token, { message: "Add milk" }, headers);
    const second = await stream(user.token, { message: "Add milk" }, headers);
    expect([second.text, second.metadata.message_id]).toEqual([first.text, first.metadata.message_id]);
    expect(second.chunks.filter(({ type }) => type === "tool-output-available")).toHaveLength(1);
    expect(second.metadata).toMatchObject({ status: "complete" });
    expect(asked).toHaveLength(2);
    const { body } = await call<{ total: number }>("GET", "/tasks", { token: user.token });
    expect(body.total).toBe(1);
  });

  test("runs once of ten at once, which begin one conversation", async () => {
    const { asked } = answerWith((_, n) => (n === 1 ? calling(["add_task", { title: "Milk" }]) : saying("Added.")));
    const headers = { "idempotency-key": randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask({ message: "Add milk" }, headers)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(asked).toHaveLength(2);
    const { body } = await call<{ total: number }>("GET", "/tasks", { token: user.token });
    expect(body.total).toBe(1);
    const { body: listed } = await call<{ total: number }>("GET", "/conversations", { token: user.token });
    expect(listed.total).toBe(1);
  });

  test("runs once of ten at once in a conversation that is there", async () => {
    const { asked } = answerWith(() => saying("Hello"));
    const { body } = await ask({ message: "One" });
    const headers = { "idempotency-key": randomUUID() };
    const sent = { message: "Two", conversation_id: body.conversation_id };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(sent, headers)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(asked).toHaveLength(2);
    expect(await rowsOf(body.conversation_id)).toHaveLength(4);
  });

  test("follows the answer while it is being written", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const { open, reader, model } = await halfway({ message: "Hi" }, headers);
    const again = post({ message: "Hi" }, headers);
    open();
    expect((await readAll(await again)).text).toBe("One two");
    await rest(reader);
    expect(model.asked).toHaveLength(1);
  });

  test("is refused when it says something else, also in another conversation", async () => {
    answerWith(() => saying("Hello"));
    const headers = { "idempotency-key": randomUUID() };
    const { body } = await ask({ message: "Hi" }, headers);
    for (const other of [{ message: "Ho" }, { message: "Hi", conversation_id: body.conversation_id }]) {
      const refused = await ask(other, headers);
      expect([refused.status, refused.body.detail]).toEqual([422, [expect.objectContaining({ type: "key_reused" })]]);
    }
    expect((await post({ message: "Hi" }, headers)).status).toBe(422);
  });

  test("is another person's own", async () => {
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

  test("is another message after a day, whether or not a sweep was there in between", async () => {
    const { asked } = answerWith(() => saying("Hello"));
    const headers = { "idempotency-key": randomUUID() };
    const orm = await db();
    const aDayAgo = new Date(Date.now() - 24.1 * 3_600_000);
    const first = await ask({ message: "Hi" }, headers);
    const age = () => orm.update(messages).set({ updated_at: aDayAgo }).where(eq(messages.user_id, user.id));
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

describe("an answer whose process has died", () => {
  async function dead() {
    answerWith(() => saying("Hello"));
    const { body } = await ask({ message: "Hi" });
    const conversation = Number(body.conversation_id);
    const orm = await db();
    const seen = new Date(Date.now() - 16_000);
    await orm
      .update(conversations)
      .set({ turn_id: randomUUID(), turn_seen_at: seen })
      .where(eq(conversations.id, conversation));
    const parts = [
      { type: "text" as const, text: "Half", state: "streaming" as const },
      { type: "tool-add_task" as const, toolCallId: "c", state: "input-available" as const, input: { title: "x" } },
    ];
    await orm
      .update(messages)
      .set({ status: "writing", parts, content: "Half" })
      .where(eq(messages.id, Number(body.message_id)));
    return conversation;
  }

  const broken = {
    status: "failed",
    content: "Half",
    error: { code: "INTERRUPTED", message: "The answer was interrupted." },
  };

  test("is shown as interrupted, with what was kept of it", async () => {
    const conversation = await dead();
    const read = await conversationOf(user, conversation);
    expect(read.is_writing).toBe(false);
    expect(read.messages[1]).toMatchObject(broken);
    expect(read.messages[1]?.tool_calls).toEqual([expect.objectContaining({ name: "add_task", state: "failed" })]);
    const stopped = await call("POST", `/conversations/${conversation}/stop`, { token: user.token });
    expect(stopped.body).toEqual({ stopping: false });
    const followed = await api("GET", `/conversations/${conversation}/stream`, { token: user.token });
    expect(followed.status).toBe(204);
  });

  test("does not keep the next message waiting, nor breaks its turn", async () => {
    const conversation = await dead();
    const { asked } = answerWith(() => saying("Well."));
    const next = await ask({ message: "And?", conversation_id: conversation });
    expect([next.status, next.body.response]).toEqual([200, "Well."]);
    const roles = asked[0]?.prompt.map(({ role }) => role);
    expect(roles).toEqual(["system", "user", "assistant", "tool", "user"]);
    expect((await conversationOf(user, conversation)).messages[1]).toMatchObject(broken);
  });

  test("is ended by the sweep, one that lives is not", async () => {
    const conversation = await dead();
    const alive = await dead();
    const orm = await db();
    await orm.update(conversations).set({ turn_seen_at: new Date() }).where(eq(conversations.id, alive));
    await sweep(new Date());
    expect((await rowsOf(conversation))[1]).toMatchObject({ status: "failed", error_code: "INTERRUPTED" });
    expect((await rowsOf(alive))[1]).toMatchObject({ status: "writing" });
    const [freed] = await orm.select().from(conversations).where(eq(conversations.id, conversation));
    expect([freed?.turn_id, freed?.turn_seen_at]).toEqual([null, null]);
  });

  test("can be given again", async () => {
    const conversation = await dead();
    answerWith(() => saying("Whole."));
    const again = await stream(user.token, { conversation_id: conversation, retry: true });
    expect(again.text).toBe("Whole.");
    const rows = await rowsOf(conversation);
    expect(rows.map(({ content }) => content)).toEqual(["Hi", "Whole."]);
  });
});

test("waiting for another process's answer ends with a conflict that says when to come again", async () => {
  answerWith(() => saying("Hello"));
  const { body } = await ask({ message: "Hi" });
  const conversation = Number(body.conversation_id);
  const orm = await db();
  const alive = { turn_id: randomUUID(), turn_seen_at: new Date(Date.now() + 3_600_000) };
  await orm.update(conversations).set(alive).where(eq(conversations.id, conversation));
  const now = Date.now();
  const clock = vi.spyOn(Date, "now");
  let passed = 0;
  // Each look at the clock is five seconds later, so that the minute of waiting is over soon.
  clock.mockImplementation(() => now + 5000 * passed++);
  const refused = await ask({ message: "Ho", conversation_id: conversation }).finally(() => clock.mockRestore());
  expect([refused.status, refused.body.code]).toEqual([409, "CONFLICT"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await rowsOf(conversation)).toHaveLength(2);
});
