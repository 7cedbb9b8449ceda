import { expect, test } from "@playwright/test";
import { run, withToken } from "./mcp-support.ts";
import { addSession, newAccount, post } from "./support.ts";

// The MCP server end to end: over HTTP, with the official inspector and the official conformance suite.

interface Listed {
  tools: { name: string }[];
}

test("the inspector lists every tool in a portable form, and calls each of them", async ({
  request,
  baseURL,
}, info) => {
  const account = await newAccount(request, { timezone: "UTC" });
  await addSession(request, account, 0.5, 20);
  await addSession(request, account, 0.1, 5);
  const { token } = await post(request, account, "/auth/tokens", { name: "Inspector", scopes: ["read", "write"] });
  const inspect = async (...args: string[]) => {
    const server = [`${baseURL}/api/mcp`, "--transport", "http", "--header", `Authorization: Bearer ${token}`];
    const { code, out } = await run("mcp-inspector", ["--cli", ...server, ...args], info.outputPath());
    expect([args, code, out.slice(0, 2000)]).toEqual([args, 0, expect.stringContaining("{")]);
    return JSON.parse(out);
  };
  const listed: Listed = await inspect("--method", "tools/list", "--strict");
  const called = new Set<string>();
  const use = async (name: string, args: string[], wanted: Record<string, unknown>) => {
    called.add(name);
    const pairs = args.flatMap((pair) => ["--tool-arg", pair]);
    const { structuredContent } = await inspect("--method", "tools/call", "--tool-name", name, ...pairs);
    expect([name, structuredContent]).toEqual([name, expect.objectContaining(wanted)]);
  };
  await use("add_task", ["title=Review the auth PR", "due_date=tomorrow"], { status: "created", task_id: 1 });
  await use("update_task", ["task_id=auth", "priority=high"], { status: "updated", priority: "high" });
  await use("complete_task", ["task_id=1"], { status: "completed", title: "Review the auth PR" });
  await use("reopen_task", ["task_id=1"], { status: "reopened" });
  await use("list_tasks", ["status=pending"], { status: "ok", total: 1 });
  await use("change_tasks", ["action=complete", "task_ids=[1]"], { status: "completed", count: 1 });
  await use("delete_task", ["task_id=1"], { status: "deleted" });
  await use("tracked_time", ["period=last_7_days", "repository=next.js"], { total_seconds: 1500, session_count: 2 });
  await use("running_session", [], { running: null });
  await use("list_sessions", ["limit=1"], { status: "ok", total: 2 });
  await use("tracking_streak", [], { status: "ok" });
  await use("start_session", ["repository=next.js", "pr_number=7"], { status: "started", pr_number: 7 });
  await use("end_session", [], { status: "ended", pr_number: 7 });
  const past = ["repository=acme/api", "pr_number=1", "date=2026-03-02", "start_local=09:00", "duration_minutes=30"];
  await use("add_session", past, { status: "added", duration_seconds: 1800 });
  await use("practice_totals", [], { total_practices: 0, current_streak_days: 0 });
  await use("suggest_practice", ["q=hips"], { status: "ok" });
  await use("begin_practice", ["sequence=5-Minute Desk Break"], { status: "ok" });
  expect([...called].sort()).toEqual(listed.tools.map(({ name }) => name).sort());
});

test("a read-only token gets an error from every tool that writes", async ({ request, baseURL }, info) => {
  const account = await newAccount(request);
  const { token } = await post(request, account, "/auth/tokens", { name: "Inspector", scopes: ["read"] });
  const server = [`${baseURL}/api/mcp`, "--transport", "http", "--header", `Authorization: Bearer ${token}`];
  const call = ["--method", "tools/call", "--tool-name", "add_task", "--tool-arg", "title=No"];
  const { code, out } = await run("mcp-inspector", ["--cli", ...server, ...call], info.outputPath());
  expect([code, JSON.parse(out)]).toMatchObject([5, { isError: true, structuredContent: { code: "FORBIDDEN" } }]);
});

for (const scenario of ["server-initialize", "ping", "tools-list", "dns-rebinding-protection"]) {
  test(`the conformance suite's ${scenario} passes`, async ({ request, baseURL }, info) => {
    const { token } = await newAccount(request);
    // The suite sends no token of its own.
    const proxy = await withToken(String(baseURL), token);
    const args = ["server", "--url", `${proxy.url}/api/mcp`, "--scenario", scenario];
    const { code, out } = await run("conformance", args, info.outputPath());
    await proxy.close();
    expect([code, out]).toEqual([0, expect.stringMatching(/Passed: ([1-9]\d*)\/\1, 0 failed, 0 warnings/)]);
  });
}
