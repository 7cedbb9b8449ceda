"use client";
import { type RefObject, useEffect, useRef } from "react";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { setPageShortcuts } from "@/components/ui/keyboard/page-shortcuts.ts";
import { repeatingTaskKeys, type TaskKey, taskShortcuts } from "@/components/ui/keyboard/task-shortcuts.ts";
import { toast } from "@/components/ui/toast.ts";
import type { Task } from "@/lib/tasks/shapes.ts";
import { focusedKey, type RowFocus } from "./list/use-row-focus.ts";
import type { Selection } from "./list/use-selection.ts";
import { keyOf } from "./task-ids.ts";
import { undoLast } from "./undo.ts";

/** What keys do to tasks: to those that are selected, else to the one that has the focus. */
interface KeyActs {
  turn: (tasks: Task[]) => void;
  remove: (tasks: Task[]) => void;
  edit: (task: Task) => void;
  setPriority: (tasks: Task[], priority: "high" | "medium" | "low") => void;
  openDue: (task: Task) => void;
}

interface KeyParts {
  rows: Task[];
  focus: RowFocus;
  selection: Selection;
  /** Null for viewers. */
  acts: KeyActs | null;
}

export const addField = "main input[name=task]";

/** What each shortcut of the page does; with tasks, those that are selected or the one that has the focus. */
function deedsOf({ rows, focus, selection, acts }: KeyParts): Record<TaskKey, () => unknown> {
  const key = focusedKey();
  const task = rows.find((row) => keyOf(row) === key);
  const those = selection.tasks.length > 0 ? selection.tasks : task ? [task] : [];
  const mayAct = acts && those.length > 0 ? acts : null;
  return {
    next: () => focus.move(1),
    previous: () => focus.move(-1),
    add: () => document.querySelector<HTMLElement>(addField)?.focus(),
    undo: () => acts && !undoLast() && toast("Nothing to undo."),
    complete: () => mayAct?.turn(those),
    high: () => mayAct?.setPriority(those, "high"),
    medium: () => mayAct?.setPriority(those, "medium"),
    low: () => mayAct?.setPriority(those, "low"),
    edit: () => task && acts?.edit(task),
    due: () => task && acts?.openDue(task),
    select: () => task && acts && selection.toggle(keyOf(task), !selection.keys.has(keyOf(task)), false),
  };
}

/** Does what a row that has the focus obeys, as rows do everywhere. @returns whether the key was one of its */
function pressRow(event: KeyboardEvent, isRow: boolean, { rows, focus, selection, acts }: KeyParts): boolean {
  const by = { ArrowDown: 1, ArrowUp: -1, End: Number.POSITIVE_INFINITY, Home: Number.NEGATIVE_INFINITY }[event.key];
  const task = rows.find((row) => keyOf(row) === focusedKey());
  if (!task) return false;
  if (by !== undefined) {
    if (event.shiftKey && acts) selection.toggle(keyOf(task), true, false);
    focus.move(by);
    const next = focusedKey();
    if (event.shiftKey && acts && next !== null) selection.toggle(next, true, true);
    return true;
  }
  if (!acts) return false;
  if (event.key === "Delete") {
    acts.remove(selection.tasks.length > 0 ? selection.tasks : [task]);
    return true;
  }
  // Whatever else has the focus in a row has a meaning of its own for these.
  if (!isRow || event.repeat) return false;
  if (event.key === " ") acts.turn(selection.tasks.length > 0 ? selection.tasks : [task]);
  else if (event.key === "Enter") acts.edit(task);
  else return false;
  return true;
}

/** Gives the page its keys. */
export function useTaskKeys(box: RefObject<HTMLElement | null>, parts: KeyParts): void {
  const latest = useRef(parts);
  latest.current = parts;

  useEffect(
    () =>
      setPageShortcuts({
        shortcuts: taskShortcuts,
        act: (name) => void deedsOf(latest.current)[name as TaskKey]?.(),
        repeating: repeatingTaskKeys,
      }),
    [],
  );

  useEffect(() => {
    const list = box.current;
    function press(event: KeyboardEvent): void {
      const { target } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return;
      if (!(target instanceof HTMLElement) || target.closest("form")) return;
      if (pressRow(event, target.matches("[data-task]"), latest.current)) event.preventDefault();
    }
    // With Shift or Ctrl a press of the pointer selects.
    function click(event: MouseEvent): void {
      const { rows, selection, acts } = latest.current;
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-task]") : null;
      if (!acts || !row || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
      if (event.target instanceof Element && event.target.closest("form")) return;
      const task = rows.find((each) => keyOf(each) === Number(row.dataset.task));
      if (!task) return;
      event.preventDefault();
      event.stopPropagation();
      window.getSelection()?.removeAllRanges();
      selection.toggle(keyOf(task), event.shiftKey || !selection.keys.has(keyOf(task)), event.shiftKey);
    }
    function leave(event: KeyboardEvent): void {
      const { selection } = latest.current;
      if (event.key !== "Escape" || event.defaultPrevented || isComposing(event) || !selection.isSelecting) return;
      if (!document.querySelector("[role=dialog], [role=menu]")) selection.clear();
    }
    list?.addEventListener("keydown", press);
    list?.addEventListener("click", click, { capture: true });
    document.addEventListener("keydown", leave);
    return () => {
      list?.removeEventListener("keydown", press);
      list?.removeEventListener("click", click, { capture: true });
      document.removeEventListener("keydown", leave);
    };
  }, [box]);
}
