import type { Shortcut } from "./shortcuts.ts";

/** What single keys do on the page Tasks: to the task that has the focus, or to all that are selected. */
export const taskShortcuts = [
  { keys: ["n"], label: "Add a task", act: { page: "add" } },
  { keys: ["j"], label: "Next task (or ↓)", act: { page: "next" } },
  { keys: ["k"], label: "Previous task (or ↑)", act: { page: "previous" } },
  { keys: ["x"], label: "Complete (or Space)", act: { page: "complete" } },
  { keys: ["e"], label: "Edit (or Enter)", act: { page: "edit" } },
  { keys: ["d"], label: "Due date", act: { page: "due" } },
  { keys: ["1"], label: "High priority (press again to clear)", act: { page: "high" } },
  { keys: ["2"], label: "Medium priority", act: { page: "medium" } },
  { keys: ["3"], label: "Low priority", act: { page: "low" } },
  { keys: ["s"], label: "Select", act: { page: "select" } },
  { keys: ["u"], label: "Undo", act: { page: "undo" } },
  // What has the focus obeys it, also where shortcuts of single keys are turned off.
  { keys: ["Delete"], label: "Delete" },
] as const satisfies readonly Shortcut[];

export type TaskKey = Extract<(typeof taskShortcuts)[number], { act: object }>["act"]["page"];

/** Those that go on while their key is held down. */
export const repeatingTaskKeys: readonly string[] = ["j", "k"];
