import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database, db, run } from "@/db/index.ts";
import { conversations, messages } from "@/db/schema/index.ts";
import { foldText, mostSearchTerms } from "@/lib/core/search-text.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { tasking } from "@/lib/testing/tasks.ts";

/** What holds for every search, whatever it searches. */

let user: Awaited<ReturnType<typeof newUser>>;
beforeEach(async () => {
  user = await newUser();
});

const { add, titles } = tasking(() => user.token);
const send = <Body>(method: string, path: string, body?: unknown) =>
  call<Body>(method, path, { token: user.token, body });

let minute = 0;
const addSession = (more: object) =>
  send<{ id: number }>("POST", "/sessions", {
    repo_owner: "acme",
    repo_name: "web",
    pr_number: 1,
    start_time: new Date(Date.UTC(2026, 0, 5, 9, minute++)).toISOString(),
    end_time: new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString(),
    ...more,
  });

async function sessionNotes(query: string): Promise<(string | null)[]> {
  const { status, body } = await send<{ sessions: { note: string | null }[] }>("GET", `/sessions?${query}`);
  expect(status).toBe(200);
  return body.sessions.map(({ note }) => note);
}

const q = (text: string) => `q=${encodeURIComponent(text)}`;

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

describe("folding", () => {
  test("gives the same in the database as in JavaScript, for every letter of the scripts that have case or accents", async () => {
    // Up to the symbols, and full-width forms; later blocks have letters newer than some versions of Unicode.
    const letters = [...range(0x20, 0x1c80), ...range(0x1e00, 0x2c00), ...range(0xff00, 0xffef)]
      .map((code) => String.fromCodePoint(code))
      .filter((letter) => !/\p{Cn}/u.test(letter));
    const result = await (await db()).execute(sql`select fold_text(letter) as folded
      from unnest(${sql.param(letters)}::text[]) with ordinality as given (letter, place) order by place`);
    const folded = (result as unknown as { rows: { folded: string }[] }).rows.map((row) => row.folded);
    expect(letters.filter((letter, index) => folded[index] !== foldText(letter))).toEqual([]);
    expect(folded).toHaveLength(letters.length);
  });
});

describe("a search", () => {
  test("of sessions ignores accents and case, in notes, tags and names, word by word in any order", async () => {
    await addSession({ note: "Revue avec Zoë: Ёлка", tags: ["Prüfung"] });
    for (const asked of ["zoe", "ZOË revue", "елка", "prufung ACME/web", "zoe\u0308"]) {
      expect([asked, await sessionNotes(q(asked))]).toEqual([asked, ["Revue avec Zoë: Ёлка"]]);
    }
    for (const asked of ["zoe nothing", "%", "_", "zo%"])
      expect([asked, await sessionNotes(q(asked))]).toEqual([asked, []]);
  });

  test("of sessions finds the running one", async () => {
    await send("POST", "/sessions/start", {
      repo_owner: "Unreal",
      repo_name: "engine",
      pr_number: 7,
    });
    const { body } = await send<{ sessions: { status: string }[] }>("GET", "/sessions?q=UNREAL");
    expect(body.sessions).toMatchObject([{ status: "active" }]);
  });

  test("of conversations finds words inside runs of Chinese and Japanese, and emoji", async () => {
    const orm = await db();
    const [row] = await orm
      .insert(conversations)
      .values({ user_id: user.id, title: "計画", last_position: 1 })
      .returning({ id: conversations.id });
    await orm.insert(messages).values({
      conversation_id: row?.id ?? 0,
      user_id: user.id,
      position: 1,
      role: "user",
      key: "m-1",
      parts: [{ type: "text", text: "x" }],
      content: "明日は全体会議があります 🎉 そして我们在北京开会",
    });
    for (const asked of ["会議", "全体", "🎉", "北京", "計画", "北京 会議"]) {
      const { body } = await send<{ total: number; conversations: { excerpt: string }[] }>(
        "GET",
        `/conversations/search?${q(asked)}`,
      );
      expect([asked, body.total]).toEqual([asked, 1]);
    }
    const { body } = await send<{ total: number }>("GET", `/conversations/search?${q("大阪")}`);
    expect(body.total).toBe(0);
  });

  test("with a hundred words costs no more than one with eight, as only the first eight distinct ones count", async () => {
    await add("one two three four five six seven eight");
    const words = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
    expect(words).toHaveLength(mostSearchTerms);
    const many = [...words, ...words, ...Array.from({ length: 40 }, (_, index) => `n${index}`)].join(" ");
    expect(many.length).toBeLessThanOrEqual(250);
    expect(await titles(q(many.slice(0, 200)))).toEqual(["one two three four five six seven eight"]);
    expect(await titles(q("one n1"))).toEqual([]);
  });

  test("reads a stored column, through a trigram index where the database has them", async () => {
    const [{ extension } = { extension: false }] = await run<{ extension: boolean }>(
      { name: "has_trigrams", text: "select exists (select from pg_extension where extname = 'pg_trgm') as extension" },
      [],
    );
    // All databases the suite runs on have them.
    expect([(await database()).driver, extension]).toEqual([(await database()).driver, true]);
    const rows = await run<{ name: string }>(
      {
        name: "trigram_indexes",
        text: "select indexname as name from pg_indexes where indexdef like '%gin_trgm_ops%' order by 1",
      },
      [],
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["conversations_search", "messages_search", "tasks_search", "tracking_sessions_search"]),
    );
  });
});

describe("stored text", () => {
  test("is in NFC, so that tags typed on two systems are one", async () => {
    const { body } = await send<{ id: number; tags: string[]; note: string }>("POST", "/sessions", {
      repo_owner: "acme",
      repo_name: "web",
      pr_number: 2,
      start_time: "2026-01-06T09:00:00Z",
      end_time: "2026-01-06T10:00:00Z",
      tags: ["cafe\u0301", "caf\u00e9"],
      note: "e\u0301",
    });
    expect(body).toMatchObject({ tags: ["caf\u00e9"], note: "\u00e9" });
    expect(await sessionNotes("tag=cafe%CC%81")).toEqual(["\u00e9"]);
    const task = await add("Zoe\u0308");
    expect(task.title).toBe("Zo\u00eb");
  });

  test("has a visible character where it is required", async () => {
    for (const title of ["\u200b", "\u2060", "\u00ad", "\u3164", "\u2800", "\u202e\u202c"]) {
      expect((await send("POST", "/tasks", { title })).status).toBe(422);
      expect((await addSession({ tags: [title] })).status).toBe(422);
      expect((await send("PATCH", "/auth/me", { name: title })).status).toBe(422);
    }
    expect(await titles()).toEqual([]);
  });
});
