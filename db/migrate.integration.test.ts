import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database, db } from "@/db/index.ts";
import { testDriver } from "@/lib/testing/driver.ts";
import { migrationStatus } from "./migrate.ts";

test("each test file starts on a migrated database of the project's driver, without rows", async () => {
  const handle = await database();
  expect(handle.driver).toBe(testDriver());
  expect((await migrationStatus(handle)).pending).toEqual([]);
  const result = (await (await db()).execute(sql`select count(*)::int as count from users`)) as unknown as {
    rows: unknown[];
  };
  expect(result.rows).toEqual([{ count: 0 }]);
});
