import { describe, expect, it } from "vitest";
import type { ToolPart } from "./tool-part.ts";
import { sayTool, toolStateOf } from "./tool-words.ts";
import { undoOf } from "./undo.ts";

const today = "2026-03-10";

const done = (name: string, output: unknown, input: unknown = {}): ToolPart => ({
  type: `tool-${name}`,
  toolCallId: "call",
  state: "output-available",
  input,
  output,
});

const say = (part: ToolPart): string => sayTool(part, today);

describe("what a card says", () => {
  it.each([
    ["add_task", { status: "created", task_id: 1, title: "Milk", due_date: null, priority: null }, "Added “Milk”"],
    [
      "add_task",
      { status: "created", task_id: 1, title: "Milk", due_date: "2026-03-11", priority: "high" },
      "Added “Milk” — due tomorrow, high priority",
    ],
    ["complete_task", { status: "completed", task_id: 1, title: "Milk" }, "Completed “Milk”"],
    [
      "complete_task",
      { status: "completed", task_id: 1, title: "Milk", already: true },
      "“Milk” was completed already",
    ],
    ["reopen_task", { status: "reopened", task_id: 1, title: "Milk" }, "Reopened “Milk”"],
    ["delete_task", { status: "deleted", task_id: 1, title: "Milk" }, "Deleted “Milk”"],
    [
      "update_task",
      { status: "updated", task_id: 1, title: "Milk", due_date: "2026-03-10", previous: { due_date: "2026-03-09" } },
      "Changed “Milk” — due today, was yesterday",
    ],
    [
      "update_task",
      { status: "updated", task_id: 1, title: "Milk", due_date: null, previous: { title: "Mlik", priority: "low" } },
      "Changed “Milk” — was called “Mlik”; priority none, was low",
    ],
    [
      "update_task",
      { status: "updated", task_id: 1, title: "Milk", previous: {} },
      "Changed “Milk” — it was so already",
    ],
    [
      "change_tasks",
      {
        status: "completed",
        count: 2,
        tasks: [
          { id: 1, title: "a" },
          { id: 2, title: "b" },
        ],
      },
      "Completed 2 tasks",
    ],
    ["list_tasks", { status: "ok", tasks: [], total: 0 }, "Looked at your tasks: 0 tasks found"],
    [
      "tracked_time",
      { status: "ok", from: "2026-03-09", to: "2026-03-10", total_seconds: 3900, total: "1 h 05 m" },
      "Looked up tracked time, yesterday to today: 1 h 05 m",
    ],
    ["running_session", { status: "ok", running: null }, "Looked: nothing is being tracked"],
    ["some_new_tool", { status: "ok" }, "Used some new tool"],
  ])("%s with %o", (name, output, words) => {
    expect(say(done(name, output))).toBe(words);
  });

  it("says why something did not work, whether the tool told it or threw", () => {
    const told = done("complete_task", { status: "error", code: "TASK_NOT_FOUND", message: "There is no task 9." });
    expect(toolStateOf(told)).toBe("failed");
    expect(say(told)).toBe("Completing a task did not work: There is no task 9.");
    const thrown: ToolPart = { type: "tool-x", toolCallId: "c", state: "output-error", input: {}, errorText: "boom" };
    expect(say(thrown)).toBe("x did not work.");
  });

  it("says what is under way, and what was kept", () => {
    expect(say({ type: "tool-add_task", toolCallId: "c", state: "input-available", input: {} })).toBe("Adding a task…");
    const approval = { id: "a", approved: false } as const;
    const denied: ToolPart = { type: "tool-delete_task", toolCallId: "c", state: "output-denied", input: {}, approval };
    expect(say(denied)).toBe("Kept: nothing was deleted");
  });

  it("bears with whatever a tool answers", () => {
    for (const output of [null, 7, "text", [], { status: "created" }, { status: "updated", previous: 3 }]) {
      for (const name of ["add_task", "update_task", "change_tasks", "list_tasks", "tracked_time", "running_session"]) {
        expect(say(done(name, output)).length).toBeGreaterThan(0);
        expect(undoOf(done(name, output))).toBeNull();
      }
    }
  });
});

describe("how it is taken back", () => {
  it.each([
    [
      { status: "created", task_id: 3, title: "a" },
      { act: "remove", id: 3 },
    ],
    [
      { status: "completed", task_id: 3, title: "a" },
      { act: "reopen", id: 3 },
    ],
    [
      { status: "reopened", task_id: 3, title: "a" },
      { act: "complete", id: 3 },
    ],
    [
      { status: "deleted", task_id: 3, title: "a" },
      { act: "restore", ids: [3] },
    ],
    [
      { status: "updated", task_id: 3, title: "a", previous: { due_date: null } },
      { act: "update", id: 3, previous: { due_date: null } },
    ],
    [
      {
        status: "deleted",
        count: 2,
        tasks: [
          { id: 1, title: "a" },
          { id: 2, title: "b" },
        ],
      },
      { act: "restore", ids: [1, 2] },
    ],
    [
      { status: "completed", count: 1, tasks: [{ id: 1, title: "a" }] },
      { act: "change", action: "reopen", ids: [1] },
    ],
    [
      { status: "reopened", count: 1, tasks: [{ id: 1, title: "a" }] },
      { act: "change", action: "complete", ids: [1] },
    ],
  ])("%o", (output, undo) => {
    expect(undoOf(done("any", output))).toEqual(undo);
  });

  it("is not offered for what changed nothing", () => {
    expect(undoOf(done("complete_task", { status: "completed", task_id: 3, title: "a", already: true }))).toBeNull();
    expect(undoOf(done("update_task", { status: "updated", task_id: 3, title: "a", previous: {} }))).toBeNull();
    expect(undoOf(done("list_tasks", { status: "ok", tasks: [{ id: 1, title: "a" }], total: 1 }))).toBeNull();
    expect(undoOf(done("delete_task", { status: "error", code: "TASK_NOT_FOUND", message: "x" }))).toBeNull();
  });
});
