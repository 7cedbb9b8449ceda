import { beforeEach, expect, test } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { storedTasks } from "@/lib/testing/tasks.ts";
import { callerOf } from "@/lib/testing/tools.ts";
import { toolsFor } from "./tool-set.ts";

let user: Awaited<ReturnType<typeof newUser>>;

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  user = await newUser();
});

/** Runs calls as the SDK runs those of one step: concurrently. */
async function runAll(calls: [name: string, input: object][], abortSignal?: AbortSignal) {
  const { set } = toolsFor(await callerOf(user.token));
  return Promise.all(
    calls.map(([name, input], index) =>
      set[name]?.execute?.(input, {
        ...{ toolCallId: `call-${index}`, messages: [], context: undefined },
        ...(abortSignal && { abortSignal }),
      }),
    ),
  );
}

test("writes of one message take effect in the order of the calls", async () => {
  const titles = Array.from({ length: 20 }, (_, index) => `Task ${index + 1}`);
  await runAll(titles.map((title) => ["add_task", { title }]));
  expect((await storedTasks(user.id)).map(({ id, title }) => [id, title])).toEqual(
    titles.map((title, index) => [index + 1, title]),
  );
});

test("reads after writes of one message see them, and a failed call does not block others", async () => {
  const results = await runAll([
    ["add_task", { title: "Milk" }],
    ["complete_task", { task_id: 99 }],
    ["complete_task", { task_id: "milk" }],
    ["list_tasks", { status: "completed" }],
  ]);
  expect(results).toMatchObject([
    ...[{ status: "created" }, { code: "TASK_NOT_FOUND" }, { status: "completed", task_id: 1 }],
    { total: 1, tasks: [{ title: "Milk" }] },
  ]);
});

test("queued calls do not run any more when the answer has been stopped", async () => {
  const stopped = AbortSignal.abort();
  expect(await runAll([["add_task", { title: "Milk" }]], stopped)).toMatchObject([{ code: "STOPPED" }]);
  expect(await storedTasks(user.id)).toEqual([]);
});
