import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { trackingSessions } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { addDays, isoWeekOf, today } from "@/lib/core/time.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { api, call } from "@/lib/testing/http.ts";
import type { Session } from "./shapes.ts";

interface Page {
  sessions: Session[];
  total: number;
  has_more: boolean;
  next_cursor: string | null;
  limit: number;
  offset: number;
}

let user: Awaited<ReturnType<typeof newUser>>;
const get = <Body = Record<string, unknown>>(path: string, headers: Record<string, string> = {}) =>
  call<Body>("GET", path, { token: user.token, headers });

const add = (number: number, start: string, end: string, more: Record<string, unknown> = {}) =>
  call<Session>("POST", "/sessions", {
    token: user.token,
    body: { repo_owner: "acme", repo_name: "api", pr_number: number, start_time: start, end_time: end, ...more },
  });

/** An instant of the last days, by the hour in UTC. */
const ago = (days: number, time: string) => `${addDays(today("UTC"), -days)}T${time}Z`;

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  user = await newUser();
});

describe("lists", () => {
  test("paging through sessions with equal start times returns each once, by cursor and by offset", async () => {
    for (let number = 1; number <= 7; number++) await add(number, ago(1, "09:00:00"), ago(1, "09:10:00"));
    const seen: number[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body }: { body: Page } = await get<Page>(`/sessions?limit=3${cursor && `&cursor=${cursor}`}`);
      expect(body.total).toBe(7);
      seen.push(...body.sessions.map((session) => session.pr_number));
      expect(body.has_more).toBe(body.next_cursor !== null);
      cursor = body.next_cursor;
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
    const { body } = await get<Page>("/sessions?limit=3&offset=6");
    expect([body.sessions.map((session) => session.pr_number), body.has_more]).toEqual([[1], false]);
  });

  test("limit is clamped to 100; invalid numbers are rejected", async () => {
    expect((await get<Page>("/sessions?limit=1000")).body.limit).toBe(100);
    for (const query of ["limit=0", "limit=abc", "offset=-1", "cursor=x", "limit=", "pr_number=0", "status=odd"]) {
      expect([query, (await get(`/sessions?${query}`)).status]).toEqual([query, 422]);
    }
  });

  test("filters narrow by date in the user's zone, repository, number, status, tag and text", async () => {
    user = await newUser({ timezone: "America/New_York" });
    await add(1, "2026-01-06T04:30:00Z", "2026-01-06T04:40:00Z", { tags: ["deep"], note: "50% of_it" });
    await add(2, "2026-01-06T05:30:00Z", "2026-01-06T05:40:00Z", { repo_name: "web" });
    const found = async (query: string) =>
      (await get<Page>(`/sessions?${query}`)).body.sessions.map((session) => session.pr_number);
    expect(await found("from=2026-01-06")).toEqual([2]);
    expect(await found("to=2026-01-05")).toEqual([1]);
    expect(await found("from=2026-01-06T04:30:00Z&to=2026-01-06T05:30:00Z")).toEqual([1]);
    expect(await found("repo_owner=acme&repo_name=web")).toEqual([2]);
    expect(await found("pr_number=1&status=completed")).toEqual([1]);
    expect(await found("status=active")).toEqual([]);
    expect(await found("tag=deep")).toEqual([1]);
    expect(await found("q=0%25%20of_")).toEqual([1]);
    expect(await found("q=ACME/w")).toEqual([2]);
    expect(await found("q=%25")).toEqual([1]);
  });
});

describe("exports", () => {
  test("CSV is quoted where needed, and cells that would run as formulas are inert", async () => {
    await add(1, ago(1, "09:00:00"), ago(1, "09:10:00"), {
      note: '=HYPERLINK("x"), "quoted"\n=line',
      tags: ["@a", "b, c"],
    });
    const { status, text, headers } = await get("/sessions/export?format=csv");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("text/csv");
    expect(headers.get("content-disposition")).toMatch(/attachment; filename="stint-sessions-.*\.csv"/);
    const [head, ...rest] = text.split("\r\n");
    expect(head).toBe(
      "session_id,repo_owner,repo_name,pr_number,start_time,end_time,duration_seconds,status,note,tags,created_at,pr_title,branch",
    );
    expect(rest.join("\r\n")).toContain(`,"'=HYPERLINK(""x""), ""quoted""\n'=line","'@a, ""b, c""",`);
    await add(2, ago(1, "08:00:00"), ago(1, "08:10:00"), { note: "one\ntwo", tags: ["Zoë"] });
    const marked = await api("GET", "/sessions/export?format=csv&bom=1", { token: user.token });
    const bytes = Buffer.from(await marked.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const records = parse<Record<string, string>>(bytes, { bom: true, columns: true });
    expect(records.map(({ note, tags }) => [note, tags])).toContainEqual(["one\ntwo", "Zoë"]);
    expect((await get("/sessions/export?format=json&bom=1")).status).toBe(422);
  });

  test("JSON contains every session, over several batches", async () => {
    const rows = Array.from({ length: 1203 }, (_, index) => ({
      user_id: user.id,
      repo_owner: "acme",
      repo_name: "api",
      pr_number: index + 1,
      start_time: new Date(Date.UTC(2026, 0, 1, 9, index % 60)),
      end_time: new Date(Date.UTC(2026, 0, 1, 10)),
      duration_seconds: 60,
      ended_by: "user" as const,
    }));
    await (await db()).insert(trackingSessions).values(rows);
    const { body } = await get<{ sessions: Session[] }>("/sessions/export?format=json");
    expect(new Set(body.sessions.map((session) => session.pr_number)).size).toBe(1203);
    expect((await get<{ sessions: Session[] }>("/sessions/export?format=json&pr_number=5")).body.sessions).toHaveLength(
      1,
    );
    expect((await get("/sessions/export?format=xml")).status).toBe(422);
  });
});

describe("stats", () => {
  test("daily has only days with work, newest first, and clamps the days", async () => {
    await add(1, ago(3, "09:00:00"), ago(3, "10:00:00"));
    await add(2, ago(1, "09:00:00"), ago(1, "09:30:00"));
    await add(3, ago(1, "10:00:00"), ago(1, "10:30:00"));
    const { body } = await get("/stats/daily");
    expect(body).toEqual({
      stats: [
        { date: addDays(today("UTC"), -1), total_seconds: 3600, session_count: 2 },
        { date: addDays(today("UTC"), -3), total_seconds: 3600, session_count: 1 },
      ],
      days: 30,
      total_stats: 2,
    });
    expect((await get("/stats/daily?days=9999")).body.days).toBe(365);
    expect((await get("/stats/daily?days=2")).body.total_stats).toBe(1);
    expect((await get("/stats/daily?days=0")).status).toBe(422);
  });

  test("weekly has the seven days of the ISO week", async () => {
    await add(1, "2026-01-12T09:00:00Z", "2026-01-12T10:00:00Z");
    await add(2, "2026-01-18T23:00:00Z", "2026-01-19T01:00:00Z");
    const { body } = await get<{ daily_breakdown: unknown[] }>("/stats/weekly?week=2026-W03");
    expect(body).toMatchObject({ week: "2026-W03", total_seconds: 7200, session_count: 2 });
    expect(body.daily_breakdown).toHaveLength(7);
    expect(body.daily_breakdown[6]).toEqual({ date: "2026-01-18", total_seconds: 3600, session_count: 1 });
    expect((await get("/stats/weekly")).body.week).toBe(isoWeekOf(today("UTC")));
    for (const week of ["2026-W54", "2026-W00", "banana"])
      expect((await get(`/stats/weekly?week=${week}`)).status).toBe(422);
  });

  test("a repository's stats add up by pull request; without sessions they are zeros", async () => {
    await add(1, ago(2, "09:00:00"), ago(2, "10:00:00"));
    await add(1, ago(1, "09:00:00"), ago(1, "09:30:00"));
    await add(2, ago(3, "09:00:00"), ago(3, "09:10:00"));
    expect((await get("/stats/repo/acme/api")).body).toEqual({
      repo_owner: "acme",
      repo_name: "api",
      total_seconds: 6000,
      session_count: 3,
      avg_seconds: 2000,
      pull_requests: [
        {
          pr_number: 1,
          total_seconds: 5400,
          session_count: 2,
          last_worked_at: `${ago(1, "09:30:00").slice(0, -1)}.000Z`,
        },
        {
          pr_number: 2,
          total_seconds: 600,
          session_count: 1,
          last_worked_at: `${ago(3, "09:10:00").slice(0, -1)}.000Z`,
        },
      ],
    });
    const empty = await get("/stats/repo/nobody/nothing");
    expect([empty.status, empty.body.total_seconds, empty.body.pull_requests]).toEqual([200, 0, []]);
    expect((await get("/stats/repo/%00/x")).status).toBe(422);
  });

  test("the summary has totals, streak, repositories and the running session", async () => {
    await add(1, ago(2, "09:00:00"), ago(2, "10:00:00"));
    await add(2, ago(1, "09:00:00"), ago(1, "09:30:00"), { repo_name: "web" });
    const started = await call<Session>("POST", "/sessions/start", {
      token: user.token,
      body: { repo_owner: "acme", repo_name: "api", pr_number: 3 },
    });
    const { body } = await get("/stats/summary");
    expect(body).toMatchObject({
      period_days: 30,
      total_seconds: 5400,
      total_sessions: 2,
      avg_seconds_per_day: 2700,
      avg_seconds_per_session: 2700,
      active_days: 2,
      today_seconds: 0,
      current_streak_days: 2,
      active_session: { id: started.body.id, status: "active" },
    });
    expect(body.top_repos).toEqual([
      { repo_owner: "acme", repo_name: "api", total_seconds: 3600, session_count: 1 },
      { repo_owner: "acme", repo_name: "web", total_seconds: 1800, session_count: 1 },
    ]);
  });

  test("a running session from yesterday still counts as running today", async () => {
    const long = new Date(Date.now() - 20 * 3_600_000);
    await call("POST", "/sessions/start", {
      token: user.token,
      body: { repo_owner: "acme", repo_name: "api", pr_number: 3, start_time: long.toISOString() },
    });
    const { body } = await get<{ active_session: Session }>("/stats/summary");
    expect(body.active_session.start_time).toBe(long.toISOString());
  });

  test("the week by repository splits sessions like the days do", async () => {
    await add(1, "2026-01-18T23:00:00Z", "2026-01-19T01:00:00Z");
    await add(2, "2026-01-19T09:00:00Z", "2026-01-19T09:10:00Z", { repo_name: "web" });
    const { body } = await get("/stats/week/repos?date=2026-01-21");
    expect(body).toMatchObject({
      total_seconds: 4200,
      repos: [
        { repo_name: "api", daily_seconds: [3600, 0, 0, 0, 0, 0, 0] },
        { repo_name: "web", daily_seconds: [600, 0, 0, 0, 0, 0, 0] },
      ],
    });
  });

  test("a response has an ETag that is valid until the data changes, and belongs to one user", async () => {
    for (const path of [
      "/stats/daily",
      "/stats/weekly",
      "/stats/summary",
      "/stats/repo/acme/api",
      "/activities/stats",
    ]) {
      const first = await get(path);
      const etag = first.headers.get("etag") ?? "";
      expect(first.headers.get("cache-control")).toBe("private, max-age=300");
      const repeat = await get(path, { "if-none-match": etag });
      expect([path, repeat.status, repeat.text]).toEqual([path, 304, ""]);
      await add(1, ago(1, "09:00:00"), ago(1, "09:10:00"));
      const changed = await get(path, { "if-none-match": etag });
      expect([path, changed.status]).toEqual([path, 200]);
      expect(changed.headers.get("etag")).not.toBe(etag);
      const other = await newUser();
      const theirs = await call("GET", path, { token: other.token, headers: { "if-none-match": etag } });
      expect(theirs.status).toBe(200);
    }
  });
});

describe("activities", () => {
  const activity = { activity_type: "approve", repo_owner: "acme", repo_name: "api", pr_number: 1 };
  const post = (path: string, body: unknown, token = user.token) => call("POST", path, { token, body });

  test("are recorded one by one and in batches, listed and counted by day", async () => {
    const one = await post("/activities", { ...activity, metadata: { lines: 3 } });
    expect([one.status, typeof one.body.activity_id]).toEqual([201, "number"]);
    const many = await post("/activities/batch", {
      activities: [
        { ...activity, activity_type: "comment", created_at: ago(1, "12:00:00") },
        { ...activity, activity_type: "request_changes", created_at: ago(1, "13:00:00") },
      ],
    });
    expect(many.body).toMatchObject({ created_count: 2 });
    const listed = await get<{ activities: { metadata: unknown }[]; total: number }>("/activities?limit=1");
    expect([listed.body.total, listed.body.activities[0]?.metadata]).toEqual([3, { lines: 3 }]);
    expect((await get("/activities/stats?days=7")).body.stats).toEqual([
      { date: today("UTC"), comment_count: 0, approve_count: 1, request_changes_count: 0, total_count: 1 },
      { date: addDays(today("UTC"), -1), comment_count: 1, approve_count: 0, request_changes_count: 1, total_count: 2 },
    ]);
  });

  test("cannot be attached to another user's session", async () => {
    const { body: session } = await add(1, ago(1, "09:00:00"), ago(1, "09:10:00"));
    const other = await newUser();
    expect((await post("/activities", { ...activity, session_id: session.id }, other.token)).status).toBe(404);
    expect((await post("/activities", { ...activity, session_id: 1e15 })).status).toBe(404);
    expect((await get("/activities")).body.total).toBe(0);
    expect((await post("/activities", { ...activity, session_id: session.id })).status).toBe(201);
  });
});
