import { beforeEach, describe, expect, test } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { tools } from "@/lib/app/tools.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { callOver, connect } from "@/lib/testing/mcp.ts";
import { newPoses, newSequence, stepOf } from "@/lib/testing/practice.ts";
import { version } from "@/package.json";

type User = Awaited<ReturnType<typeof newUser>>;
let user: User;

async function apiToken({ token }: User, ...scopes: string[]) {
  const made = await call<{ id: number; token: string }>("POST", "/auth/tokens", {
    token,
    body: { name: "Editor", scopes },
  });
  return made.body;
}

const tasksOf = async ({ token }: User) =>
  (await call<{ tasks: { id: number; title: string; status: string }[] }>("GET", "/tasks", { token })).body.tasks;

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  user = await newUser();
});

const errorSchema = {
  ...{ type: "object", required: ["status", "code", "message", "details"] },
  properties: { status: { const: "error" } },
};

describe.each(["auto", "legacy"] as const)("the official client (%s)", (mode) => {
  test("finds Stint, and every tool with its schema and annotations", async () => {
    const client = await connect((await apiToken(user, "read")).token, mode);
    expect(client.getServerVersion()).toMatchObject({ name: "stint", version });
    expect(client.getServerCapabilities()).toEqual({ tools: { listChanged: false } });
    expect(client.getInstructions()).toContain("Stint");
    const listed = (await client.listTools()).tools;
    expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    expect(listed.map(({ name }) => name).sort()).toEqual([
      ...["add_session", "add_task", "begin_practice", "change_tasks", "complete_task", "delete_task", "end_session"],
      ...["list_sessions", "list_tasks", "practice_totals", "reopen_task", "running_session", "start_session"],
      ...["suggest_practice", "tracked_time", "tracking_streak", "update_task"],
    ]);
    for (const { name, inputSchema, outputSchema, description, annotations } of listed) {
      const tool = tools.find((one) => one.name === name);
      expect([name, inputSchema.type]).toEqual([name, "object"]);
      expect(Object.keys(inputSchema.properties ?? {})).toEqual(Object.keys(tool?.input.shape ?? {}));
      expect(JSON.stringify(inputSchema)).not.toContain("user_id");
      // A result or an error: the root is an object, as clients of the 2025 protocol require.
      expect([name, outputSchema]).toMatchObject([name, { type: "object", anyOf: [{ type: "object" }, errorSchema] }]);
      expect(description).toBe(tool?.description);
      expect(annotations).toEqual({
        title: tool?.title,
        readOnlyHint: tool?.effect === "read",
        destructiveHint: tool?.effect === "destructive",
        idempotentHint: name !== "add_task" && name !== "add_session",
        openWorldHint: false,
      });
    }
    await client.close();
  });

  test("calls every tool, and its effect is stored", async () => {
    const client = await connect((await apiToken(user, "read", "write")).token, mode);
    const title = 'Buy "milk" <script>';
    const id = { task_id: 1 };
    expect(await callOver(client, "add_task", { title })).toMatchObject({ status: "created", ...id, title });
    expect(await callOver(client, "list_tasks")).toEqual({
      ...{ status: "ok", total: 1, isError: false },
      tasks: [
        {
          ...{ id: 1, title, description: null, completed: false, status: "pending", due_date: null, priority: null },
          ...{ created_at: expect.stringMatching(/Z$/), completed_at: null },
        },
      ],
    });
    expect(await callOver(client, "update_task", { ...id, title: "Milk" })).toMatchObject({ status: "updated", ...id });
    expect(await callOver(client, "complete_task", { task_id: "milk" })).toMatchObject({ status: "completed", ...id });
    expect(await callOver(client, "reopen_task", id)).toMatchObject({ status: "reopened", ...id });
    expect(await callOver(client, "change_tasks", { action: "complete", task_ids: [1] })).toMatchObject({
      ...{ status: "completed", count: 1, tasks: [{ id: 1, title: "Milk" }] },
    });
    expect(await tasksOf(user)).toMatchObject([{ id: 1, title: "Milk", status: "completed" }]);
    expect(await callOver(client, "delete_task", id)).toMatchObject({ status: "deleted", ...id });
    expect(await tasksOf(user)).toEqual([]);
    expect(await callOver(client, "tracked_time")).toMatchObject({ status: "ok", total_seconds: 0 });
    expect(await callOver(client, "running_session")).toMatchObject({ status: "ok", running: null });
    const work = { repository: "acme/api", pr_number: 7 };
    expect(await callOver(client, "start_session", work)).toMatchObject({ status: "started", ...work });
    expect(await callOver(client, "running_session")).toMatchObject({ running: work });
    expect(await callOver(client, "end_session")).toMatchObject({ status: "ended", ...work });
    const past = { ...work, start_time: "2026-03-02T09:00:00Z", duration_minutes: 30 };
    expect(await callOver(client, "add_session", past)).toMatchObject({ status: "added", duration_seconds: 1800 });
    expect(await callOver(client, "list_sessions", { limit: 1 })).toMatchObject({ status: "ok", total: 2 });
    expect(await callOver(client, "tracking_streak")).toMatchObject({ status: "ok", longest_streak_days: 1 });
    expect(await callOver(client, "practice_totals")).toMatchObject({ status: "ok", total_practices: 0 });
    const made = { id: await newSequence(user.token, [stepOf((await newPoses(1))[0] ?? "")], { name: "Lantern" }) };
    expect(await callOver(client, "suggest_practice", { q: "lantern" })).toMatchObject({
      status: "ok",
      sequences: [made],
    });
    expect(await callOver(client, "begin_practice", { sequence_id: made.id })).toMatchObject({
      ...{ status: "ok", sequence: made, url: `/practice/play/${made.id}?begin=1` },
    });
    await client.close();
  });

  test("gets misses, invalid arguments and unknown tools reported the way the protocol defines", async () => {
    const client = await connect(user.token, mode);
    await callOver(client, "add_task", { title: "Water the plants" });
    expect(await callOver(client, "complete_task", { task_id: 99 })).toMatchObject({
      ...{ isError: true, status: "error", code: "TASK_NOT_FOUND" },
      details: { requested_task_id: 99, suggestions: [{ id: 1, title: "Water the plants" }] },
    });
    for (const [name, input] of [
      ["add_task", {}],
      ["add_task", { title: "" }],
      ["add_task", { title: "x".repeat(201) }],
      ["add_task", { title: 7 }],
      ["complete_task", { task_id: null }],
      ["change_tasks", { action: "burn", task_ids: [1] }],
      ["tracked_time", { period: "fortnight" }],
    ] as const) {
      expect([input, await callOver(client, name, input)]).toMatchObject([
        input,
        { isError: true, code: "VALIDATION_ERROR" },
      ]);
    }
    await expect(client.callTool({ name: "drop_tables", arguments: {} })).rejects.toMatchObject({ code: -32602 });
    expect(await tasksOf(user)).toMatchObject([{ id: 1, status: "pending" }]);
    await client.close();
  });

  test("with a read-only token can read but not write", async () => {
    await call("POST", "/tasks", { token: user.token, body: { title: "Stay" } });
    const client = await connect((await apiToken(user, "read")).token, mode);
    expect(await callOver(client, "list_tasks")).toMatchObject({ total: 1, isError: false });
    for (const { name } of tools.filter(({ effect }) => effect !== "read")) {
      const sent = { title: "x", task_id: 1, action: "delete", task_ids: [1], repository: "acme/api", pr_number: 1 };
      const refused = await callOver(client, name, sent);
      expect([name, refused]).toMatchObject([name, { isError: true, status: "error", code: "FORBIDDEN" }]);
    }
    expect(await tasksOf(user)).toMatchObject([{ id: 1, title: "Stay", status: "pending" }]);
    await client.close();
  });

  test("sees and changes only the tasks of the token's owner, whatever user id it sends", async () => {
    const other = await newUser();
    await call("POST", "/tasks", { token: other.token, body: { title: "Secret" } });
    const client = await connect((await apiToken(user, "read", "write")).token, mode);
    const named = { user_id: other.id, userId: other.id };
    expect(await callOver(client, "list_tasks", named)).toMatchObject({ total: 0, tasks: [] });
    for (const reference of [1, "1", "Secret"]) {
      for (const name of ["complete_task", "delete_task", "update_task"]) {
        const answer = await callOver(client, name, { ...named, task_id: reference, title: "Mine" });
        expect(answer).toMatchObject({ code: "TASK_NOT_FOUND", details: { suggestions: [] } });
      }
    }
    await callOver(client, "add_task", { ...named, title: "My own" });
    expect(await tasksOf(other)).toMatchObject([{ id: 1, title: "Secret", status: "pending" }]);
    expect(await tasksOf(user)).toMatchObject([{ id: 1, title: "My own" }]);
    await client.close();
  });

  test("is rejected as soon as its token is revoked", async () => {
    const { id, token } = await apiToken(user, "read", "write");
    const client = await connect(token, mode);
    await callOver(client, "add_task", { title: "Before" });
    await call("DELETE", `/auth/tokens/${id}`, { token: user.token });
    await expect(client.callTool({ name: "add_task", arguments: { title: "After" } })).rejects.toThrow();
    expect(await tasksOf(user)).toMatchObject([{ title: "Before" }]);
    await expect(connect(token, mode)).rejects.toThrow();
    await client.close();
  });
});
