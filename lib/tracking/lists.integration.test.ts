import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database, db } from "@/db/index.ts";
import { trackingSessions } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { sessionsPage } from "./list-queries.ts";
import type { Session } from "./shapes.ts";

interface Page {
  sessions: Session[];
  total: number;
  has_more: boolean;
  next_cursor: string | null;
}

let user: Awaited<ReturnType<typeof newUser>>;
const list = <Body = Page>(query: string) => call<Body>("GET", `/sessions?${query}`, { token: user.token });

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
});

/** Follows the cursors of a list to its end. */
async function walk(query: string): Promise<Session[]> {
  const seen: Session[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { status, body }: { status: number; body: Page } = await list(`${query}${cursor && `&cursor=${cursor}`}`);
    expect([status, body.has_more]).toEqual([200, body.next_cursor !== null]);
    seen.push(...body.sessions);
    cursor = body.next_cursor;
  }
  return seen;
}

const ended = { status: "completed" } as const;
const started = (session: Session) => Date.parse(session.start_time);
const length = (session: Session) => session.duration_seconds ?? Number.POSITIVE_INFINITY;

const orders: Record<string, (a: Session, b: Session) => number> = {
  newest: (a, b) => started(b) - started(a) || b.id - a.id,
  oldest: (a, b) => started(a) - started(b) || a.id - b.id,
  longest: (a, b) => (length(a) === length(b) ? 0 : length(b) - length(a)) || started(b) - started(a) || b.id - a.id,
};

describe("250 sessions, many of them equal in start and length, and one running", () => {
  beforeAll(async () => {
    user = await newUser();
    // The running session must not have expired yet.
    const first = Date.now() - 3_600_000;
    const rows = Array.from({ length: 249 }, (_, index) => ({
      user_id: user.id,
      repo_owner: "acme",
      repo_name: index % 2 ? "api" : "web",
      pr_number: index + 1,
      start_time: new Date(first + (index % 7) * 60_000 + (index % 2)),
      end_time: new Date(first + 3_600_000),
      duration_seconds: (index % 5) * 60,
      ended_by: "user" as const,
    }));
    const running = { user_id: user.id, repo_owner: "acme", repo_name: "api", pr_number: 999 };
    const orm = await db();
    await orm.insert(trackingSessions).values(rows);
    await orm.insert(trackingSessions).values({ ...running, start_time: new Date(first + 120_000) });
    await orm
      .insert(trackingSessions)
      .values({ ...running, start_time: new Date(first), user_id: (await newUser()).id });
  });

  for (const [order, compare] of Object.entries(orders)) {
    test(`are listed ${order} first by cursor, each once, in pages of any size`, async () => {
      const pages = await Promise.all([7, 50, 100].map((limit) => walk(`sort=${order}&limit=${limit}`)));
      for (const seen of pages) {
        expect(seen).toHaveLength(250);
        expect(new Set(seen.map((session) => session.id)).size).toBe(250);
        expect(seen).toEqual(seen.toSorted(compare));
      }
    });

    test(`are listed ${order} first by offset as by cursor`, async () => {
      const [whole, { body }] = [await walk(`sort=${order}&limit=100`), await list(`sort=${order}&limit=20&offset=33`)];
      expect(body.sessions).toEqual(whole.slice(33, 53));
    });

    test(`are listed ${order} first within a filter too`, async () => {
      const seen = await walk(`sort=${order}&limit=9&repo_name=api`);
      expect(seen).toEqual((await walk(`sort=${order}&limit=100`)).filter((session) => session.repo_name === "api"));
    });
  }

  test("are listed newest first by default, and the running one is the longest", async () => {
    expect((await list("limit=5")).text).toBe((await list("limit=5&sort=newest")).text);
    expect((await list("limit=1&sort=longest")).body.sessions[0]).toMatchObject({ pr_number: 999, status: "active" });
  });

  test.each(["newest", "oldest"] as const)(
    "are read %s first from the index, not sorted for each page",
    async (order) => {
      const { connection, orm } = await database();
      const position = { time: new Date(), id: 1 };
      for (const cut of [
        { order, limit: 50 },
        { order, limit: 50, position },
        { order, limit: 10, filter: ended },
      ]) {
        const { sql: text, params } = sessionsPage(orm, user.id, cut).toSQL();
        const plan = await connection(async (query) => {
          await query("begin");
          // 250 rows are too few for PostgreSQL to choose an index.
          for (const other of ["sort", "seqscan", "bitmapscan"]) await query(`set local enable_${other} = off`);
          const lines = await query<{ "QUERY PLAN": string }>(`explain (costs off) ${text}`, params);
          await query("rollback");
          return lines.map((line) => line["QUERY PLAN"]).join("\n");
        });
        expect(plan).toContain("tracking_sessions_newest");
        expect(plan).not.toContain("Sort");
      }
    },
  );

  test("reject a cursor of another order, and a forged one", async () => {
    const cursors = Object.fromEntries(
      await Promise.all(
        Object.keys(orders).map(async (order) => [order, (await list(`limit=3&sort=${order}`)).body.next_cursor]),
      ),
    ) as Record<string, string>;
    const encoded = (text: string) => Buffer.from(text).toString("base64url");
    const made = [
      "",
      "1",
      "1.2.3",
      "longest.1.2",
      "longest.-1.2.3",
      "longest.1.2.3.4",
      "oldest.0.x.1",
      "shortest.1.2.3",
    ];
    for (const order of Object.keys(orders)) {
      const wrong = Object.keys(orders).filter((other) => other !== order);
      for (const cursor of [...wrong.map((other) => cursors[other]), ...made.map(encoded), "%00", "longest"]) {
        const { status, body } = await list<{ detail: unknown }>(`sort=${order}&cursor=${cursor}`);
        expect([order, cursor, status]).toEqual([order, cursor, 422]);
        expect(body.detail).toEqual([expect.objectContaining({ loc: ["query", "cursor"] })]);
      }
      expect((await list(`sort=${order}&cursor=${cursors[order]}`)).status).toBe(200);
    }
    const farthest = [`${Date.UTC(9999, 11, 31)}.9007199254740991`, "-86400000.0"];
    const tooFar = ["0.9999999999999999", "999999999999999.1", "-999999999999999.1", "-86400001.1"];
    for (const [status, positions] of [
      [200, farthest],
      [422, tooFar],
    ] as const) {
      for (const [sort, before] of [
        ["newest", ""],
        ["oldest", "oldest.0."],
        ["longest", "longest.2147483647."],
      ]) {
        for (const position of positions) {
          const answer = await list(`sort=${sort}&cursor=${encoded(before + position)}`);
          expect([sort, position, answer.status]).toEqual([sort, position, status]);
        }
      }
    }
    for (const sort of ["", "shortest", "NEWEST", "newest%00"]) expect((await list(`sort=${sort}`)).status).toBe(422);
  });
});

describe("a search text", () => {
  test("is found in tags as in notes and names, with its own wildcards escaped", async () => {
    user = await newUser();
    const add = (pr_number: number, more: object) =>
      call("POST", "/sessions", {
        token: user.token,
        body: {
          ...{ repo_owner: "acme", repo_name: "api", pr_number },
          ...{ start_time: `2026-01-0${pr_number}T09:00:00Z`, end_time: `2026-01-0${pr_number}T10:00:00Z` },
          ...more,
        },
      });
    await add(1, { tags: ["Deep Work", "50%"] });
    await add(2, { tags: ["deepest", "x"], note: "nothing" });
    await add(3, { note: "deep in a note" });
    await add(4, { tags: ["عمق", "🌊 flow"] });
    const found = async (query: string) => (await list(query)).body.sessions.map((session) => session.pr_number);
    expect(await found("q=DEEP&sort=oldest")).toEqual([1, 2, 3]);
    expect(await found("q=deep%20w")).toEqual([1]);
    expect(await found("q=0%25")).toEqual([1]);
    expect(await found("q=%25")).toEqual([1]);
    expect(await found("q=_")).toEqual([]);
    // The boundary between two tags does not match.
    expect(await found("q=estx")).toEqual([]);
    expect(await found(`q=${encodeURIComponent("🌊")}`)).toEqual([4]);
    expect(await found(`q=${encodeURIComponent("عمق")}`)).toEqual([4]);
    const { text } = await call("GET", "/sessions/export?format=csv&q=deep%20w", { token: user.token });
    expect(text.trim().split("\r\n")).toHaveLength(2);
  });
});
