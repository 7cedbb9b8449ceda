import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { users } from "@/db/schema/index.ts";
import { AppError } from "@/lib/core/errors.ts";
import { db, run } from "./index.ts";
import { type Domain, holdOwner, lockUserRow, ownerCte, ownersCte, withOwnerLock } from "./owner.ts";

let id: number;
const nobody = 1e15;
const none = { data: 0, tracking: 0, tasks: 0, practice: 0, assistant: 0 };

async function newOwner(): Promise<number> {
  const rows = await (await db())
    .insert(users)
    .values({ email: `${randomUUID()}@example.com` })
    .returning();
  return rows[0]?.id ?? 0;
}

async function versions(owner = id) {
  const [row] = await (await db()).select().from(users).where(eq(users.id, owner));
  return {
    data: row?.data_version,
    tracking: row?.tracking_version,
    tasks: row?.tasks_version,
    practice: row?.practice_version,
    assistant: row?.assistant_version,
  };
}

const nothing = async () => {};
let statements = 0;
/** Runs a statement that begins with `cte` and returns the rows it locked. */
const take = <Row>(cte: string, name: string, values: unknown[]) =>
  run<Row>({ name: `owner_test_${++statements}`, text: `with ${cte} select * from ${name}` }, values);

beforeEach(async () => {
  id = await newOwner();
});

describe("a transaction that locks the owner", () => {
  test.each(["tracking", "tasks", "practice", "assistant"] as Domain[])(
    "raises %s, and the overall version, and no other",
    async (domain) => {
      await withOwnerLock(id, domain === "tasks" ? "tracking" : "tasks", nothing);
      const before = await versions();
      const other = await newOwner();
      await withOwnerLock(id, domain, nothing);
      expect(await versions()).toEqual({ ...before, data: 2, [domain]: 2 });
      expect(await versions(other)).toEqual(none);
    },
  );

  test("raises several domains to one version", async () => {
    await withOwnerLock(id, "assistant", nothing);
    await withOwnerLock(id, ["tracking", "practice"], nothing);
    expect(await versions()).toEqual({ ...none, data: 2, assistant: 1, tracking: 2, practice: 2 });
  });

  test("raises nothing when its work fails", async () => {
    const failing = withOwnerLock(id, "tasks", async () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await versions()).toEqual(none);
  });

  test("does no work for a deleted owner", async () => {
    let worked = false;
    const failing = withOwnerLock(nobody, "tasks", async () => {
      worked = true;
    });
    await expect(failing).rejects.toThrow(AppError);
    await expect(failing).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(worked).toBe(false);
    expect(await (await db()).transaction((tx) => holdOwner(nobody, "tasks", tx))).toBeUndefined();
    expect(await (await db()).transaction((tx) => lockUserRow(nobody, tx))).toBeUndefined();
  });

  test("run twenty times concurrently is serialized, each at its own version", async () => {
    const domains: Domain[] = ["tracking", "tasks", "practice", "assistant"];
    const seen: number[] = [];
    let inside = 0;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        withOwnerLock(id, domains[index % 4] ?? "tasks", async (tx) => {
          expect(++inside).toBe(1);
          const [row] = await tx.select().from(users).where(eq(users.id, id));
          seen.push(row?.data_version ?? 0);
          await tx.execute(sql`select pg_sleep(0.005)`);
          inside--;
        }),
      ),
    );
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    const { data, ...rest } = await versions();
    expect([data, Math.max(...Object.values(rest).map(Number))]).toEqual([20, 20]);
    expect(new Set(Object.values(rest)).size).toBe(4);
  });

  test("receives the time zone set by an earlier change", async () => {
    const held = Promise.withResolvers<void>();
    const moving = (await db()).transaction(async (tx) => {
      await lockUserRow(id, tx);
      held.resolve();
      await tx.execute(sql`select pg_sleep(0.05)`);
      await tx.update(users).set({ timezone: "Asia/Kathmandu" }).where(eq(users.id, id));
    });
    await held.promise;
    expect(await withOwnerLock(id, "tracking", async (_, timezone) => timezone)).toBe("Asia/Kathmandu");
    await moving;
    expect(await versions()).toEqual({ ...none, data: 1, tracking: 1 });
  });

  test("that only locks raises nothing, and returns the row", async () => {
    const row = await (await db()).transaction((tx) => lockUserRow(id, tx));
    expect(row).toMatchObject({ id, timezone: "UTC", data_version: 0 });
    expect(await versions()).toEqual(none);
  });
});

describe("a statement that locks the owner", () => {
  test("raises its domain, and returns the id and the counter", async () => {
    expect(await take(ownerCte("assistant"), "owner", [id])).toEqual([{ id }]);
    expect(await take(ownerCte("tasks", "last_task_id < $2", "last_task_id"), "owner", [id, 1])).toEqual([
      { id, last_task_id: 1 },
    ]);
    expect(await versions()).toEqual({ ...none, data: 2, assistant: 1, tasks: 2 });
  });

  test("finds no row, and raises nothing, when its condition does not hold or the owner is deleted", async () => {
    expect(await take(ownerCte("tracking", "timezone = $2"), "owner", [id, "Asia/Tokyo"])).toEqual([]);
    expect(await take(ownerCte("tasks", "last_task_id < $2", "last_task_id"), "owner", [id, 0])).toEqual([]);
    expect(await take(ownerCte("tracking"), "owner", [nobody])).toEqual([]);
    expect(await versions()).toEqual(none);
  });

  test("finds no row when the time zone has changed while it waited", async () => {
    const held = Promise.withResolvers<void>();
    const moving = (await db()).transaction(async (tx) => {
      await tx.update(users).set({ timezone: "Asia/Tokyo" }).where(eq(users.id, id));
      held.resolve();
      await tx.execute(sql`select pg_sleep(0.05)`);
    });
    await held.promise;
    const taken = take(ownerCte("tracking", "timezone = $2"), "owner", [id, "UTC"]);
    await moving;
    expect(await taken).toEqual([]);
    expect(await versions()).toEqual(none);
  });

  test("locks every row that matches a condition", async () => {
    const other = await newOwner();
    const left = await newOwner();
    const found = await take<{ id: number }>(ownersCte("practice", "id in ($1, $2)"), "owners", [id, other]);
    expect(found.map((row) => row.id).sort((one, two) => one - two)).toEqual([id, other]);
    for (const owner of [id, other]) expect(await versions(owner)).toEqual({ ...none, data: 1, practice: 1 });
    expect(await versions(left)).toEqual(none);
  });
});

test("no version is used twice while an older Stint, which counts in tracking_version alone, still writes", async () => {
  const older = async () =>
    (await db()).execute(sql`update users set tracking_version = tracking_version + 1 where id = ${id}`);
  await withOwnerLock(id, "tasks", nothing);
  await older();
  await older();
  expect(await versions()).toEqual({ ...none, data: 1, tracking: 2, tasks: 1 });
  await withOwnerLock(id, "tracking", nothing);
  expect(await versions()).toEqual({ ...none, data: 3, tracking: 3, tasks: 1 });
});
