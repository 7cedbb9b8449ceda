import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { conversations, messages } from "@/db/schema/index.ts";
import { sweep } from "@/lib/jobs/sweep.ts";
import { answerWith, conversationOf, halfway, readAll, rest, saying, stream, until } from "@/lib/testing/assistant.ts";
import { chatting, rowsOf } from "@/lib/testing/chatting.ts";
import { api, call } from "@/lib/testing/http.ts";

const chat = chatting();
const { ask } = chat;

describe("an answer", () => {
  test("is completed and stored when its reader disconnects midway", async () => {
    const { open, reader, conversation } = await halfway(chat.user.token);
    await reader.return(undefined);
    expect((await conversationOf(chat.user, conversation)).is_writing).toBe(true);
    open();
    await until(async () => !(await conversationOf(chat.user, conversation)).is_writing);
    const { messages: kept } = await conversationOf(chat.user, conversation);
    expect(kept[1]).toMatchObject({ content: "One two", status: "complete" });
  });

  test("is streamed from its beginning to later readers, as often as they like", async () => {
    const { open, reader, conversation } = await halfway(chat.user.token);
    const followers = await Promise.all(
      [1, 2].map(() => api("GET", `/conversations/${conversation}/stream`, { token: chat.user.token })),
    );
    open();
    const read = await Promise.all(followers.map(readAll));
    expect(read.map(({ text }) => text)).toEqual(["One two", "One two"]);
    expect(read[0]?.chunks[0]).toMatchObject({ type: "start", messageId: (await rowsOf(conversation))[1]?.key });
    expect((await rest(reader)).at(-1)).toMatchObject({ type: "finish" });
    const later = await api("GET", `/conversations/${conversation}/stream`, { token: chat.user.token });
    expect(later.status).toBe(204);
  });

  test("stores its parts while in progress, for readers of the conversation", async () => {
    const { open, reader, conversation } = await halfway(chat.user.token);
    await until(async () => (await conversationOf(chat.user, conversation)).messages[1]?.content === "One ");
    expect((await conversationOf(chat.user, conversation)).messages[1]?.status).toBe("writing");
    open();
    await rest(reader);
  });

  test("that is stopped keeps its parts, and the conversation continues", async () => {
    const { reader, conversation } = await halfway(chat.user.token);
    const stopped = await call("POST", `/conversations/${conversation}/stop`, { token: chat.user.token });
    expect([stopped.status, stopped.body]).toEqual([202, { stopping: true }]);
    const chunks = await rest(reader);
    expect(chunks.at(-1)).toMatchObject({ type: "finish", messageMetadata: { status: "stopped", error: null } });
    const { messages: kept, is_writing } = await conversationOf(chat.user, conversation);
    expect(is_writing).toBe(false);
    expect(kept[1]).toMatchObject({ content: "One ", status: "stopped", error: null });
    const again = await call("POST", `/conversations/${conversation}/stop`, { token: chat.user.token });
    expect([again.status, again.body]).toEqual([202, { stopping: false }]);
    const { asked } = answerWith(() => saying("Well."));
    expect((await ask({ message: "Go on", conversation_id: conversation })).body.response).toBe("Well.");
    expect(asked[0]?.prompt.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  });

  test("that another process writes is stopped by its next heartbeat", async () => {
    const { reader, conversation } = await halfway(chat.user.token);
    await (await db())
      .update(conversations)
      .set({ turn_stopping: true })
      .where(eq(conversations.id, Number(conversation)));
    expect((await rest(reader)).at(-1)).toMatchObject({ messageMetadata: { status: "stopped" } });
  });

  test("ends when its conversation is deleted midway, and leaves nothing behind", async () => {
    const { reader, conversation } = await halfway(chat.user.token);
    const deleted = await call("DELETE", `/conversations/${conversation}`, { token: chat.user.token });
    expect(deleted.status).toBe(204);
    await rest(reader);
    expect(await rowsOf(conversation)).toEqual([]);
    expect((await ask({ message: "Hi", conversation_id: conversation })).status).toBe(404);
  });

  test("that is taken over from its process is dropped there", async () => {
    const { reader, conversation } = await halfway(chat.user.token);
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
    const { open, reader, conversation } = await halfway(chat.user.token, { message: "First" });
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

  test("and twenty concurrent messages never mix up their answers", async () => {
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

describe("an answer whose process has died", () => {
  async function dead(headers: Record<string, string> = {}) {
    answerWith(() => saying("Hello"));
    const { body } = await ask({ message: "Hi" }, headers);
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

  test("is shown as interrupted, with its stored parts", async () => {
    const conversation = await dead();
    const read = await conversationOf(chat.user, conversation);
    expect(read.is_writing).toBe(false);
    expect(read.messages[1]).toMatchObject(broken);
    expect(read.messages[1]?.tool_calls).toEqual([expect.objectContaining({ name: "add_task", state: "failed" })]);
    const stopped = await call("POST", `/conversations/${conversation}/stop`, { token: chat.user.token });
    expect(stopped.body).toEqual({ stopping: false });
    const followed = await api("GET", `/conversations/${conversation}/stream`, { token: chat.user.token });
    expect(followed.status).toBe(204);
  });

  test("does not block the next message, nor disturb its turn", async () => {
    const conversation = await dead();
    const { asked } = answerWith(() => saying("Well."));
    const next = await ask({ message: "And?", conversation_id: conversation });
    expect([next.status, next.body.response]).toEqual([200, "Well."]);
    const roles = asked[0]?.prompt.map(({ role }) => role);
    expect(roles).toEqual(["system", "user", "assistant", "tool", "user"]);
    expect((await conversationOf(chat.user, conversation)).messages[1]).toMatchObject(broken);
  });

  test("is ended by the sweep, and a live one is not", async () => {
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

  test("is retried when its request is sent again", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const conversation = await dead(headers);
    answerWith(() => saying("Whole."));
    const again = await ask({ message: "Hi" }, headers);
    expect([again.status, again.body.response, again.body.conversation_id]).toEqual([200, "Whole.", conversation]);
    expect(await rowsOf(conversation)).toHaveLength(2);
  });

  test("can be retried", async () => {
    const conversation = await dead();
    answerWith(() => saying("Whole."));
    const again = await stream(chat.user.token, { conversation_id: conversation, retry: true });
    expect(again.text).toBe("Whole.");
    const rows = await rowsOf(conversation);
    expect(rows.map(({ content }) => content)).toEqual(["Hi", "Whole."]);
  });
});

test("waiting for another process's answer ends with a conflict and Retry-After", async () => {
  answerWith(() => saying("Hello"));
  const { body } = await ask({ message: "Hi" });
  const conversation = Number(body.conversation_id);
  const orm = await db();
  const alive = { turn_id: randomUUID(), turn_seen_at: new Date(Date.now() + 3_600_000) };
  await orm.update(conversations).set(alive).where(eq(conversations.id, conversation));
  const now = Date.now();
  const clock = vi.spyOn(Date, "now");
  let passed = 0;
  // Each reading of the clock is five seconds later, so that the minute of waiting is over soon.
  clock.mockImplementation(() => now + 5000 * passed++);
  const refused = await ask({ message: "Ho", conversation_id: conversation }).finally(() => clock.mockRestore());
  expect([refused.status, refused.body.code]).toEqual([409, "CONFLICT"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await rowsOf(conversation)).toHaveLength(2);
});
