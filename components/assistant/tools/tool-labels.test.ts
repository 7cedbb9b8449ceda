import { describe, expect, it } from "vitest";
import { tools } from "@/lib/app/tools.ts";
import { askOfTime } from "./approval-labels.ts";
import { linkOf } from "./time-tool-labels.ts";
import { formatToolCall, toolStateOf } from "./tool-labels.ts";
import { changesSomething, looseOf, type ToolPart } from "./tool-part.ts";
import { undoForToolCall } from "./undo-tool-call.ts";

const today = "2026-03-10";

const done = (name: string, output: unknown, input: unknown = {}): ToolPart => ({
  type: `tool-${name}`,
  toolCallId: "call",
  state: "output-available",
  input,
  output,
});

const say = (part: ToolPart): string => formatToolCall(part, today);

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
      "“Milk” was already completed",
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
      "Changed “Milk” — renamed from “Mlik”; priority none, was low",
    ],
    [
      "update_task",
      { status: "updated", task_id: 1, title: "Milk", previous: {} },
      "Changed “Milk” — nothing to change",
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
    ["list_tasks", { status: "ok", tasks: [], total: 0 }, "Checked your tasks: 0 tasks found"],
    [
      "tracked_time",
      { status: "ok", from: "2026-03-09", to: "2026-03-10", total_seconds: 3900, total: "1 h 05 m" },
      "Checked tracked time, yesterday to today: 1 h 05 m",
    ],
    [
      "tracked_time",
      { ...{ status: "ok", from: "2026-03-10", to: "2026-03-10", total_seconds: 60 }, repository: "a/b", pr_number: 7 },
      "Checked tracked time on a/b#7, today: 1 m",
    ],
    ["running_session", { status: "ok", running: null }, "Checked: no session is running"],
    ["list_sessions", { status: "ok", sessions: [], total: 12 }, "Checked your sessions: 12 sessions found"],
    ["tracking_streak", { status: "ok", current_streak_days: 1 }, "Checked your streak: 1 day"],
    ["start_session", { status: "started", repository: "a/b", pr_number: 7 }, "Started tracking a/b#7"],
    [
      "start_session",
      { status: "started", repository: "a/b", pr_number: 7, already: true },
      "a/b#7 was already running",
    ],
    [
      "start_session",
      {
        ...{ status: "started", repository: "a/b", pr_number: 7 },
        ended: { repository: "a/c", pr_number: 1, duration: "20 m" },
      },
      "Started tracking a/b#7 — ended a/c#1 after 20 m",
    ],
    [
      "end_session",
      { status: "ended", repository: "a/b", pr_number: 7, duration: "1 h 05 m" },
      "Ended a/b#7 after 1 h 05 m",
    ],
    [
      "add_session",
      {
        ...{ status: "added", repository: "a/b", pr_number: 7, duration: "30 m" },
        ...{ date: "2026-03-09", start_local: "09:00", end_local: "09:30" },
      },
      "Added 30 m on a/b#7 — yesterday, 09:00 to 09:30",
    ],
    ["suggest_practice", { status: "ok", sequences: [{}] }, "Searched for a practice: 1 sequence found"],
    ["begin_practice", { status: "ok", sequence: { name: "Desk" } }, "“Desk” is ready"],
    ["some_new_tool", { status: "ok" }, "Used some new tool"],
  ])("%s with %o", (name, output, words) => {
    expect(say(done(name, output))).toBe(words);
  });

  it("says why something did not work, whether the tool told it or threw", () => {
    const told = done("complete_task", { status: "error", code: "TASK_NOT_FOUND", message: "There is no task 9." });
    expect(toolStateOf(told)).toBe("failed");
    expect(say(told)).toBe("Completing a task failed: There is no task 9.");
    const thrown: ToolPart = { type: "tool-x", toolCallId: "c", state: "output-error", input: {}, errorText: "boom" };
    expect(say(thrown)).toBe("x failed.");
  });

  it("says what is under way, and what was kept", () => {
    expect(say({ type: "tool-add_task", toolCallId: "c", state: "input-available", input: {} })).toBe("Adding a task…");
    const approval = { id: "a", approved: false } as const;
    const denied: ToolPart = { type: "tool-delete_task", toolCallId: "c", state: "output-denied", input: {}, approval };
    expect(say(denied)).toBe("Cancelled: nothing was deleted");
    expect(say({ ...denied, type: "tool-start_session" })).toBe("Cancelled: nothing was started");
    expect(say({ ...denied, type: "tool-end_session" })).toBe("Cancelled: the session is still running");
  });

  it("bears with whatever a tool answers", () => {
    for (const output of [null, 7, "text", [], { status: "created" }, { status: "updated", previous: 3 }]) {
      for (const name of tools.map((tool) => tool.name)) {
        expect(say(done(name, output)).length).toBeGreaterThan(0);
        expect(undoForToolCall(done(name, output))).toBeNull();
        expect(linkOf(name, looseOf(output))).toBeNull();
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
      { status: "started", session_id: 5, repository: "a/b", pr_number: 7 },
      { act: "remove-session", id: 5 },
    ],
    [
      { status: "added", session_id: 5, repository: "a/b", pr_number: 7 },
      { act: "remove-session", id: 5 },
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
    expect(undoForToolCall(done("any", output))).toEqual(undo);
  });

  it("is not offered for what changed nothing", () => {
    expect(
      undoForToolCall(done("complete_task", { status: "completed", task_id: 3, title: "a", already: true })),
    ).toBeNull();
    expect(
      undoForToolCall(done("update_task", { status: "updated", task_id: 3, title: "a", previous: {} })),
    ).toBeNull();
    expect(undoForToolCall(done("list_tasks", { status: "ok", tasks: [{ id: 1, title: "a" }], total: 1 }))).toBeNull();
    expect(undoForToolCall(done("start_session", { status: "started", session_id: 5, already: true }))).toBeNull();
    expect(undoForToolCall(done("end_session", { status: "ended", session_id: 5 }))).toBeNull();
    expect(undoForToolCall(done("delete_task", { status: "error", code: "TASK_NOT_FOUND", message: "x" }))).toBeNull();
  });
});

describe("where a card leads", () => {
  it.each([
    ["start_session", { repository: "a/b" }, "/today"],
    ["end_session", { repository: "a/b", date: "2026-03-09" }, "/tracking?from=2026-03-09&to=2026-03-09"],
    ["add_session", { repository: "a/b" }, "/tracking"],
    ["begin_practice", { url: "/practice/play/3?begin=1" }, "/practice/play/3?begin=1"],
    ["begin_practice", { url: "https://evil.example/practice/play/3" }, undefined],
    ["begin_practice", { url: "/practice/play/3?begin=1#x" }, undefined],
  ])("%s with %o", (name, output, href) => {
    expect(linkOf(name, output)?.href).toBe(href);
  });
});

it("a card for each tool: its words are known here, and whether it changes something", () => {
  for (const { name, effect } of tools) {
    const part = done(name, { status: "ok" });
    expect([name, say(part)]).not.toEqual([name, `Used ${name.replaceAll("_", " ")}`]);
    expect([name, changesSomething(part)]).toEqual([name, effect !== "read"]);
  }
});

describe("what is asked before tracked time changes", () => {
  const ask = (name: string, input: object, context = {}) => {
    const asked = askOfTime(done(name, undefined, input), { today, ...context });
    return asked && [asked.question, asked.yes, asked.no, asked.note];
  };
  const work = { repository: "a/b", pr_number: 7 };
  const note = "The assistant asks before changing tracked time.";

  it.each([
    ["start_session", work, {}, ["Start tracking a/b#7?", "Start tracking", "Cancel", note]],
    [
      "start_session",
      { ...work, repository: "b" },
      { repository: "a/b", running: "a/c#1" },
      ["Start tracking a/b#7?", "Start tracking", "Cancel", "This ends the running session of a/c#1."],
    ],
    ["start_session", work, { running: "A/b#7" }, ["Start tracking a/b#7?", "Start tracking", "Cancel", note]],
    ["end_session", {}, { running: "a/b#7" }, ["End a/b#7?", "End", "Cancel", note]],
    ["end_session", {}, {}, ["End the running session?", "End", "Cancel", note]],
    [
      "add_session",
      { ...work, duration_minutes: 90 },
      {},
      ["Add 1 h 30 m on a/b#7?", "Add session", "Cancel", "It ends now."],
    ],
    [
      "add_session",
      { ...work, date: "2026-03-09", start_local: "09:00", end_local: "10:30" },
      {},
      ["Add a session on a/b#7?", "Add session", "Cancel", "Yesterday, 09:00 to 10:30."],
    ],
    ["add_task", {}, {}, null],
  ])("%s with %o and %o", (name, input, context, words) => {
    expect(ask(name, input, context)).toEqual(words);
  });
});
