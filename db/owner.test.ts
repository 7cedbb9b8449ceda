import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ownerCte } from "./owner.ts";

test("nothing but db/owner.ts names the version columns, so nothing else raises one", () => {
  const columns = /\b(?:data|tracking|tasks|practice|assistant)_version\b/;
  const files = globSync("{app,bench,components,db,lib}/**/*.{ts,tsx}", { exclude: ["**/*.test.ts"] });
  expect(files.length).toBeGreaterThan(500);
  const naming = files.filter((file) => columns.test(readFileSync(file, "utf8")));
  // The principal passes on the overall one, and the summary and Today return it.
  expect(naming.map((file) => file.replaceAll("\\", "/")).sort()).toEqual([
    "db/owner.ts",
    "db/schema/accounts.ts",
    "lib/auth/principal.ts",
    "lib/tracking/stats.ts",
    "lib/tracking/today.ts",
  ]);
});

test("a statement raises all versions it names to the same new number", () => {
  const next = "greatest(data_version, tracking_version) + 1";
  expect(ownerCte("tasks", "last_task_id < $2", "last_task_id").replaceAll(/\s+/g, " ")).toBe(
    `owner as ( update users set data_version = ${next}, tasks_version = ${next}, last_task_id = last_task_id + 1 where id = $1 and last_task_id < $2 returning id, last_task_id )`,
  );
});
