import { expect, test } from "vitest";
import type { Caller } from "@/lib/api/implement.ts";
import { tools } from "@/lib/app/tools.ts";
import { toolsFor } from "./tool-set.ts";

test("a read-only caller gets only tools that read", () => {
  const caller = (may_write: boolean) => ({ principal: { id: 1, may_write } }) as unknown as Caller;
  const named = (may_write: boolean) => Object.keys(toolsFor(caller(may_write)).set).sort();
  const reading = tools
    .filter(({ effect }) => effect === "read")
    .map(({ name }) => name)
    .sort();
  expect(named(false)).toEqual(reading);
  expect(named(true)).toEqual(tools.map(({ name }) => name).sort());
  expect(Object.keys(toolsFor(caller(true)).approval).sort()).toEqual([
    ...["add_session", "change_tasks", "delete_task", "end_session", "start_session"],
  ]);
});
