import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { largest, manyWords } from "@/lib/testing/largest.ts";
import { longestTurn } from "@/lib/testing/longest-turn.ts";
import { message, send } from "@/lib/testing/mcp.ts";
import { callable, type Operation, operations } from "@/lib/testing/operations.ts";
import { rebuildForTimezone } from "@/lib/tracking/rebuild.ts";
import { resetLimits } from "./limits.ts";

/** No operation blocks the event loop for everybody else: each runs with its largest input, on a full account. */

// A delay that a user notices; the machine's other work does not count (longestTurn).
const mostMs = 200;

const [taskCount, sessionCount, conversationCount] = [1000, 1000, 100];

beforeAll(() => {
  const wide = "1000000";
  resetEnv({ RATE_LIMIT_PER_MINUTE: wide, AUTH_RATE_LIMIT_PER_MINUTE: wide, CHAT_RATE_LIMIT_PER_MINUTE: wide });
  resetLimits();
});

/** An account with a lot of data, whose texts match every word of {@link search} but the last. */
async function fullAccount() {
  const user = await newUser({ role: "admin" });
  const words = manyWords(190);
  const orm = await db();
  await orm.execute(sql`
    insert into tasks (user_id, id, title, description)
    select ${user.id}, n, 'Buy ' || n || ' liters of milk for the office kitchen', ${words}
    from generate_series(1, ${taskCount}::int) n`);
  await orm.execute(sql`update users set last_task_id = ${taskCount} where id = ${user.id}`);
  await orm.execute(sql`
    insert into tracking_sessions
      (user_id, repo_owner, repo_name, pr_number, start_time, end_time, duration_seconds, ended_by, note)
    select ${user.id}, 'owner' || n % 50, 'repository' || n % 200, n,
      now() - n * interval '1 hour', now() - n * interval '1 hour' + interval '30 minutes', 1800, 'user', ${words}
    from generate_series(1, ${sessionCount}::int) n`);
  await orm.transaction((tx) => rebuildForTimezone(tx, user.id, "UTC"));
  await orm.execute(sql`
    with made as (
      insert into conversations (user_id, title, last_position)
      select ${user.id}, 'Conversation ' || n, 1 from generate_series(1, ${conversationCount}::int) n returning id)
    insert into messages (conversation_id, user_id, position, role, key, parts, content)
    select id, ${user.id}, 1, 'user', 'key', '[]'::jsonb, ${words.repeat(10)} from made`);
  return user;
}

const search = "aa ba ca da ea fa ga zzzzzz";

const mentions = Array.from({ length: 120 }, (_, n) => `delete buy ${n} liter of mlk for teh office`).join(" and ");
const messages = [`hi${" , please".repeat(1200)}`, "all my ".repeat(1400), mentions, manyWords(10_000)].map((text) =>
  text.slice(0, 10_000).trim(),
);

/** Valid values for fields the schemas do not fully describe, by field name. */
function known(user: number): Record<string, unknown> {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const password = `${manyWords(60)}A1`;
  return {
    ...{ user_id: user, timezone: "Europe/Berlin", password, new_password: password, scopes: ["read", "write"] },
    ...{ start_time: at(-60), started_at: at(-60), end_time: at(-30), expires_at: at(3600) },
    ...{ action: "complete", task_ids: Array.from({ length: 100 }, (_, index) => index + 101) },
  };
}

/** The most expensive inputs of an operation: the largest its schema allows, and messages that were hard to parse. */
function inputsOf({ operation, body }: Operation, user: number): { query: string; body?: object }[] {
  const asked: Record<string, string> = { q: search, limit: "100" };
  const names = (operation.parameters ?? []).flatMap(({ in: place, name = "" }) =>
    place === "query" && Object.hasOwn(asked, name) ? [name] : [],
  );
  const query = `?${new URLSearchParams(names.map((name) => [name, asked[name] ?? ""]))}`;
  if (!body) return [{ query }];
  const isChat = Object.hasOwn(body.properties ?? {}, "message");
  return isChat
    ? messages.map((text) => ({ query, body: { message: text } }))
    : [{ query, body: largest(body, known(user)) as object }];
}

test("no operation blocks the event loop for 200 ms, whatever its input", async () => {
  const [slow, failed, taken]: string[][] = [[], [], []];
  const full = await fullAccount();
  for (const operation of operations) {
    const { method, path } = operation;
    // Ending the login or deleting the account would break all later calls.
    const user = path.includes("/auth/") ? await newUser({ role: "admin" }) : full;
    const target = callable(path.replace("{user_id}", String(user.id)), "7");
    for (const { query, ...sent } of inputsOf(operation, user.id)) {
      let status = 0;
      const took = await longestTurn(async () => {
        ({ status } = await call(method, target + query, { token: user.token, ...sent }));
      });
      const about = `${method} ${target} → ${status}, ${Math.round(took)} ms`;
      if (took >= mostMs) slow?.push(about);
      if (status >= 500) failed?.push(about);
      if (status < 300) taken?.push(operation.operation.operationId);
    }
  }
  expect([slow, failed]).toEqual([[], []]);
  // A rejected input costs nothing: these statuses show what the largest valid ones cost.
  expect(taken).toEqual(
    expect.arrayContaining(
      "accountsRegister trackingSync trackingAddActivities tasksList tasksCreate tasksChange practiceCreateSequence assistantChat assistantSearch".split(
        " ",
      ),
    ),
  );
});

test("an MCP batch whose calls almost match a task yields the event loop between them", async () => {
  const { token } = await fullAccount();
  const near = (n: number) => ({ task_id: `buy ${n} litre of mlik for teh ofice kitchn` });
  const calls = Array.from({ length: 20 }, (_, id) => ({
    ...message("tools/call", { name: "complete_task", arguments: near(id) }),
    id,
  }));
  let status = 0;
  const took = await longestTurn(async () => {
    ({ status } = await send({ token, body: JSON.stringify(calls) }));
  });
  expect(status).toBe(200);
  expect(took).toBeLessThan(mostMs);
});
