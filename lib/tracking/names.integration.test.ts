import { beforeEach, describe, expect, test } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { tools } from "@/lib/app/tools.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { storedDays, storedSessions } from "@/lib/testing/tracking.ts";
import type { Session } from "./shapes.ts";

interface Named {
  repo_owner: string;
  repo_name: string;
}

let user: Awaited<ReturnType<typeof newUser>>;
const send = <Body = Session & { ended_session_id?: number }>(method: string, path: string, body?: unknown) =>
  call<Body>(method, path, { token: user.token, body });

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const spelled = (repo_owner: string, repo_name: string, pr_number = 1) => ({ repo_owner, repo_name, pr_number });
const past = (names: Named, from: number) => ({ ...names, start_time: ago(from), end_time: ago(from - 30) });
const nameOf = ({ repo_owner, repo_name }: Named) => `${repo_owner}/${repo_name}`;

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  user = await newUser();
});

describe("names of owners and repositories", () => {
  test("compare case-insensitively wherever they are sent, and are returned as first seen", async () => {
    const first = (await send("POST", "/sessions/start", spelled("Vercel", "Next.js"))).body;
    expect(await send("POST", "/sessions/start", spelled("vercel", "NEXT.js"))).toMatchObject({
      status: 200,
      body: { id: first.id, repo_owner: "Vercel", repo_name: "Next.js" },
    });
    const second = (await send("POST", "/sessions/start", spelled("VERCEL", "next.js", 2))).body;
    expect(second).toMatchObject({ repo_owner: "Vercel", repo_name: "Next.js", ended_session_id: first.id });
    // Another repository of a known owner.
    expect((await send("POST", "/sessions", past(spelled("vercel", "AI"), 300))).body).toMatchObject({
      repo_owner: "Vercel",
      repo_name: "AI",
    });
    const client_session_id = "0198c0de-0000-4000-8000-000000000001";
    await send("POST", "/sessions/sync", {
      sessions: [{ client_session_id, ...past(spelled("vercel", "next.JS", 3), 600) }],
    });
    const other = (await send("POST", "/sessions", past(spelled("acme", "api"), 900))).body;
    expect(
      (await send("PATCH", `/sessions/${other.id}`, { repo_owner: "VERCEL", repo_name: "ai" })).body,
    ).toMatchObject({
      repo_owner: "Vercel",
      repo_name: "AI",
    });
    const activity = { activity_type: "approve", ...spelled("VERCEL", "NEXT.JS") };
    await send("POST", "/activities", activity);
    await send("POST", "/activities/batch", { activities: [activity, { ...activity, ...spelled("Acme", "API") }] });
    const names = new Set((await storedSessions(user.id)).map(nameOf));
    expect([...names].sort()).toEqual(["Vercel/AI", "Vercel/Next.js"]);
    const { activities } = (await send<{ activities: Named[] }>("GET", "/activities")).body;
    expect(new Set(activities.map(nameOf))).toEqual(new Set(["Vercel/Next.js", "acme/api"]));
  });

  test("match in any case in filters, totals, periods and the assistant's tools", async () => {
    await send("POST", "/sessions", past(spelled("Vercel", "Next.js"), 120));
    await send("POST", "/sessions", past(spelled("vercel", "next.js", 2), 60));
    await send("POST", "/sessions", past(spelled("acme", "api"), 600));
    await send("POST", "/activities", { activity_type: "approve", ...spelled("Vercel", "Next.js") });
    const total = async (path: string) => (await send<{ total: number }>("GET", path)).body.total;
    for (const filter of ["repo_owner=VERCEL&repo_name=next.JS", "repo_owner=vercel", "repo_name=NEXT.JS"]) {
      expect([filter, await total(`/sessions?${filter}`)]).toEqual([filter, 2]);
      expect([filter, await total(`/activities?${filter}`)]).toEqual([filter, 1]);
      const exported = await send<{ sessions: Session[] }>("GET", `/sessions/export?format=json&${filter}`);
      expect(exported.body.sessions).toHaveLength(2);
    }
    expect((await send("GET", "/stats/repo/VERCEL/NEXT.JS")).body).toMatchObject({
      repo_owner: "Vercel",
      repo_name: "Next.js",
      total_seconds: 3600,
      session_count: 2,
    });
    expect((await send("GET", "/stats/repo/Nobody/Nothing")).body).toMatchObject({
      repo_owner: "Nobody",
      repo_name: "Nothing",
      total_seconds: 0,
    });
    const period = (await send<{ repos: Named[] }>("GET", "/stats/period?repo_owner=vercel&repo_name=next.js")).body;
    expect(period).toMatchObject({ total_seconds: 3600, repos: [{ repo_owner: "Vercel", repo_name: "Next.js" }] });
    const repositories = (await send<{ repos: Named[] }>("GET", "/stats/repos")).body.repos;
    expect(repositories.map(nameOf).sort()).toEqual(["Vercel/Next.js", "acme/api"]);
    expect(tools.some((tool) => tool.name === "tracked_time")).toBe(true);
  });

  test("stay one repository however many concurrent requests spell a new one", async () => {
    const cases = ["octo/hello", "Octo/Hello", "OCTO/HELLO", "octo/HELLO"];
    await Promise.all(
      Array.from({ length: 24 }, (_, index) => {
        const [owner = "", name = ""] = (cases[index % cases.length] ?? "").split("/");
        const names = spelled(owner, name, index + 1);
        if (index % 3 === 0) return send("POST", "/sessions", past(names, 60 * (index + 2)));
        if (index % 3 === 1) return send("POST", "/activities", { activity_type: "comment", ...names });
        return send("POST", "/sessions/start", names);
      }),
    );
    const { repos } = (await send<{ repos: Named[] }>("GET", "/stats/repos")).body;
    expect(repos).toHaveLength(1);
    const stored = [
      ...(await storedSessions(user.id)),
      ...(await send<{ activities: Named[] }>("GET", "/activities")).body.activities,
    ];
    expect(stored).toHaveLength(24);
    expect(new Set(stored.map(nameOf)).size).toBe(1);
    expect((await storedDays(user.id)).reduce((sum, day) => sum + day.count, 0)).toBe(15);
  });

  test("that are . or .. are rejected, and nothing is stored", async () => {
    for (const names of [spelled(".", "api"), spelled("acme", ".."), spelled("..", ".")]) {
      expect((await send("POST", "/sessions/start", names)).status).toBe(422);
      expect((await send("POST", "/sessions", past(names, 60))).status).toBe(422);
      expect((await send("POST", "/activities", { activity_type: "approve", ...names })).status).toBe(422);
    }
    expect((await send("GET", "/sessions?repo_owner=..")).status).toBe(422);
    expect(await storedSessions(user.id)).toEqual([]);
    expect((await send("POST", "/sessions/start", spelled("acme", ".github"))).status).toBe(201);
  });
});

describe("the title and branch of a pull request", () => {
  test("are stored with the session that is started with them", async () => {
    const about = { pr_title: "Fix “Zoë” 🐛", branch: "zoe/fix-#1" };
    const { body } = await send("POST", "/sessions/start", { ...spelled("acme", "api"), ...about });
    expect(body).toMatchObject(about);
    expect((await send("GET", `/sessions/${body.id}`)).body).toMatchObject(about);
    // Each of the statements that start one.
    const next = await send("POST", "/sessions/start", { ...spelled("acme", "api", 2), pr_title: "Two" });
    expect(next.body).toMatchObject({ ended_session_id: body.id, pr_title: "Two", branch: null });
    const back = { ...spelled("acme", "api", 3), start_time: ago(1430), pr_title: "Three" };
    expect((await send("POST", "/sessions/start", back)).body).toMatchObject({ pr_title: "Three", branch: null });
    const exported = (await send("GET", "/sessions/export?format=csv")).text;
    expect(exported).toContain("Fix “Zoë” 🐛");
    await send("POST", "/sessions/delete", { session_ids: [body.id] });
    await send("POST", "/sessions/restore", { session_ids: [body.id] });
    expect((await send("GET", `/sessions/${body.id}`)).body).toMatchObject(about);
  });

  test("never prevent a session from starting", async () => {
    const odd = { pr_title: `\u0000 a\n\tb ${"x".repeat(2000)}`, branch: "" };
    const { status, body } = await send("POST", "/sessions/start", { ...spelled("acme", "api"), ...odd });
    expect([status, body.branch, body.pr_title?.slice(0, 6), body.pr_title?.length]).toEqual([
      201,
      null,
      "a b xx",
      500,
    ]);
    const none = { pr_title: null, branch: null };
    expect((await send("POST", "/sessions/start", { ...spelled("acme", "api", 2), ...none })).status).toBe(201);
    expect((await send("POST", "/sessions/start", { ...spelled("acme", "api", 3), pr_title: 5 })).status).toBe(422);
  });
});
