import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { conversations, messages, users } from "@/db/schema/index.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { answerWith, calling, newChatter, saying, stream } from "@/lib/testing/assistant.ts";
import { call } from "@/lib/testing/http.ts";
import { useModel } from "./model-call.ts";
import { messagesBefore } from "./queries.ts";
import type { Message } from "./shapes.ts";

let user: Awaited<ReturnType<typeof newUser>>;

beforeEach(async () => {
  user = await newChatter();
});
afterEach(() => useModel(undefined));

interface Summary {
  id: number;
  title: string;
  excerpt: string;
  message_id: number | null;
  is_writing: boolean;
  updated_at: string;
}

interface List {
  conversations: Summary[];
  total: number;
  has_more: boolean;
  next_cursor: string | null;
}

const get = <Body = List>(path: string, token = user.token) => call<Body>("GET", path, { token });

/** A conversation with its messages, the user first. */
async function conversation(said: string[], title = said[0] ?? "Empty", owner = user.id): Promise<number> {
  const orm = await db();
  const values = { user_id: owner, title, last_position: said.length };
  const [row] = await orm.insert(conversations).values(values).returning({ id: conversations.id });
  const id = row?.id ?? 0;
  for (let from = 0; from < said.length; from += 500) {
    await orm.insert(messages).values(
      said.slice(from, from + 500).map((text, index) => ({
        conversation_id: id,
        user_id: owner,
        position: from + index + 1,
        role: index % 2 ? ("assistant" as const) : ("user" as const),
        key: `m-${from + index + 1}`,
        parts: [{ type: "text" as const, text }],
        content: text,
      })),
    );
  }
  return id;
}

const search = async (q: string) => (await get(`/conversations/search?q=${encodeURIComponent(q)}`)).body;
const found = async (q: string) => (await search(q)).conversations.map(({ title }) => title);

describe("the list", () => {
  test("has the most recently active first, only one's own, page by page", async () => {
    answerWith(() => saying("Hello"));
    const ids: number[] = [];
    for (const message of ["One", "Two", "Three"])
      ids.push(Number((await stream(user.token, { message })).metadata.conversation_id));
    await conversation(["Theirs"], "Theirs", (await newUser()).id);
    await stream(user.token, { message: "Again", conversation_id: ids[0] });
    const { body } = await get("/conversations?limit=2");
    expect(body.conversations.map(({ title }) => title)).toEqual(["One", "Three"]);
    expect(body).toMatchObject({ total: 3, has_more: true });
    const { body: rest } = await get(`/conversations?limit=2&cursor=${body.next_cursor}`);
    expect(rest.conversations.map(({ title }) => title)).toEqual(["Two"]);
    expect(rest).toMatchObject({ has_more: false, next_cursor: null });
  });

  test("is empty for a new user", async () => {
    expect((await get("/conversations")).body).toMatchObject({ conversations: [], total: 0 });
  });
});

describe("a search", () => {
  test("finds words in messages and titles, in any case, with the last word as a prefix", async () => {
    await conversation(["Review the auth PR", "It is **reviewed** now."], "Reviews");
    await conversation(["Buy milk", "Added: buy milk tomorrow"], "Shopping");
    await conversation(["What about the milkman?"], "Review of milkmen");
    expect(await found("MILK")).toEqual(expect.arrayContaining(["Shopping", "Review of milkmen"]));
    expect(await found("milk tomorrow")).toEqual(["Shopping"]);
    expect(await found("tomo")).toEqual(["Shopping"]);
    expect(await found("tomo milk")).toEqual(["Shopping"]);
    expect(await found("auth reviewed")).toEqual([]);
    expect(await found("review of")).toEqual(["Review of milkmen"]);
    expect(await found("nothing of this")).toEqual([]);
  });

  test("returns the latest message that has the words, with the text around them", async () => {
    const words = "lorem ipsum dolor sit amet ".repeat(40);
    const id = await conversation([
      "Where is the teapot?",
      `${words} the teapot stands in the cupboard ${words}`,
      "Thanks",
    ]);
    const [hit] = (await search("teapot")).conversations;
    const [, answer] = await (await db())
      .select()
      .from(messages)
      .where(eq(messages.conversation_id, id))
      .orderBy(messages.position);
    expect(hit).toMatchObject({ id, message_id: answer?.id });
    expect(hit?.excerpt).toContain("the teapot stands");
    expect(hit?.excerpt.length).toBeLessThan(400);
  });

  test("that only matches a title returns no message", async () => {
    await conversation(["Hello"], "A title of its own");
    const [hit] = (await search("title of its")).conversations;
    expect(hit).toMatchObject({ message_id: null, excerpt: "A title of its own" });
  });

  test("finds nothing of other users", async () => {
    await conversation(["Secret teapot"], "Secret teapot", (await newUser()).id);
    expect(await search("teapot")).toMatchObject({ conversations: [], total: 0 });
  });

  test("is paginated", async () => {
    for (const n of [1, 2, 3]) await conversation([`Teapot ${n}`]);
    const { body } = await get("/conversations/search?q=teapot&limit=2");
    expect(body).toMatchObject({ total: 3, has_more: true });
    const { body: rest } = await get(`/conversations/search?q=teapot&limit=2&cursor=${body.next_cursor}`);
    expect(new Set([...body.conversations, ...rest.conversations].map(({ id }) => id)).size).toBe(3);
  });

  test.each([
    "'",
    "a'b",
    "\\",
    "teapot\\",
    "a & !b | (c",
    ":*",
    "<-> :*",
    "-",
    "…",
    "''' or 1=1 --",
    "%",
    "é ñ",
    "x".repeat(200),
  ])("treats %s as words", async (q) => {
    await conversation(["Hello"]);
    expect((await get(`/conversations/search?q=${encodeURIComponent(q)}`)).status).toBe(200);
  });

  test.each(["", " ", "x".repeat(201)])("rejects %j", async (q) => {
    expect((await get(`/conversations/search?q=${encodeURIComponent(q)}`)).status).toBe(422);
  });
});

describe("a conversation", () => {
  test("is renamed, keeps its position in the list, and notifies other tabs", async () => {
    const first = await conversation(["One"]);
    await conversation(["Two"]);
    const before = (await get("/conversations")).body.conversations.map(({ id }) => id);
    const { status, body } = await call("PATCH", `/conversations/${first}`, {
      token: user.token,
      body: { title: " A\nnew <b>name</b>\u0000 " },
    });
    expect([status, body.title]).toEqual([200, "A new <b>name</b>"]);
    expect((await get("/conversations")).body.conversations.map(({ id }) => id)).toEqual(before);
    const [row] = await (await db()).select().from(users).where(eq(users.id, user.id));
    expect(row?.data_version).toBe(1);
    for (const title of ["", "  ", "x".repeat(121)]) {
      expect((await call("PATCH", `/conversations/${first}`, { token: user.token, body: { title } })).status).toBe(422);
    }
  });

  test("is deleted with all its messages", async () => {
    const id = await conversation(["One", "Two"]);
    const other = await conversation(["Three"]);
    expect((await call("DELETE", `/conversations/${id}`, { token: user.token })).status).toBe(204);
    expect((await call("DELETE", `/conversations/${id}`, { token: user.token })).status).toBe(404);
    expect((await get(`/users/${user.id}/conversations/${id}`)).status).toBe(404);
    const left = await (await db()).select().from(messages).where(eq(messages.user_id, user.id));
    expect(left.map(({ conversation_id }) => conversation_id)).toEqual([other]);
  });

  test("is read from its end, and backwards from there", async () => {
    const id = await conversation(Array.from({ length: 25 }, (_, n) => `Message ${n + 1}`));
    const read = async (query: string) =>
      (await get<{ messages: Message[]; has_more: boolean }>(`/users/${user.id}/conversations/${id}${query}`)).body;
    const latest = await read("?limit=10");
    expect(latest.messages.map(({ content }) => content)).toEqual(
      Array.from({ length: 10 }, (_, n) => `Message ${n + 16}`),
    );
    expect(latest.has_more).toBe(true);
    const before = await read(`?limit=20&before=${latest.messages[0]?.id}`);
    expect(before.messages.map(({ content }) => content)).toEqual(
      Array.from({ length: 15 }, (_, n) => `Message ${n + 1}`),
    );
    expect(before.has_more).toBe(false);
    const other = await conversation(["Elsewhere"]);
    const [elsewhere] = await (await db()).select().from(messages).where(eq(messages.conversation_id, other));
    const refused = await get(`/users/${user.id}/conversations/${id}?before=${elsewhere?.id}`);
    expect(refused.status).toBe(404);
  });

  test("of a thousand messages is read by an index, however long it is", async () => {
    const id = await conversation(Array.from({ length: 1000 }, (_, n) => `Message ${n + 1}`));
    for (let n = 0; n < 20; n++) await conversation(Array.from({ length: 50 }, (_, m) => `Other ${m}`));
    const orm = await db();
    await orm.execute(sql`analyze messages`);
    const page = messagesBefore(orm, { owner: user.id, conversation: id, limit: 51 }, new Date());
    const plan = JSON.stringify(await orm.execute(sql`explain ${page.getSQL()}`));
    expect(plan).toContain("messages_position");
    expect(plan).not.toContain("Seq Scan on messages");
    expect(plan).not.toContain("Sort");
  });
});

describe("an export", () => {
  async function exported(format: string) {
    answerWith((_, n) => (n === 1 ? calling(["add_task", { title: "Milk ` ``" }]) : saying("Done: **Milk**")));
    const { metadata } = await stream(user.token, { message: "Add milk\nplease" });
    return call("GET", `/conversations/${metadata.conversation_id}/export?format=${format}`, { token: user.token });
  }

  test("is readable Markdown", async () => {
    const { headers, text } = await exported("md");
    expect(headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="stint-conversation-\d+\.md"$/);
    expect(text).toMatch(/^# Add milk\n\n## You, \d{4}-\d\d-\d\d \d\d:\d\d UTC\n\nAdd milk\nplease\n\n## Assistant, /);
    expect(text).toContain('- ``` add_task {"title":"Milk ` ``"} ``` done\n');
    expect(text).toContain("Done: **Milk**");
  });

  test("is machine-readable JSON", async () => {
    const { headers, body } = await exported("json");
    expect(headers.get("content-disposition")).toContain(".json");
    expect(body).toMatchObject({
      title: "Add milk",
      messages: [
        { role: "user", content: "Add milk\nplease" },
        { role: "assistant", content: "Done: **Milk**", tool_calls: [{ name: "add_task", state: "done" }] },
      ],
    });
  });

  test("of a long conversation has all of it, in order", async () => {
    const texts = Array.from({ length: 450 }, (_, n) => `Message ${n + 1}`);
    const id = await conversation(texts);
    const { body } = await get<{ messages: Message[] }>(`/conversations/${id}/export?format=json`);
    expect(body.messages.map(({ content }) => content)).toEqual(texts);
  });

  test("in another format is rejected", async () => {
    const id = await conversation(["One"]);
    expect((await get(`/conversations/${id}/export?format=pdf`)).status).toBe(422);
  });
});

test("the account's export has every conversation with its messages, and nobody else's", async () => {
  await conversation(["One", "Two"], "Mine");
  await conversation(["Theirs"], "Theirs", (await newUser()).id);
  const { body } = await get<{ assistant: { conversations: { title: string; messages: Message[] }[] } }>(
    "/auth/me/export",
  );
  expect(body.assistant.conversations).toHaveLength(1);
  expect(body.assistant.conversations[0]).toMatchObject({
    title: "Mine",
    messages: [{ content: "One" }, { content: "Two" }],
  });
});
