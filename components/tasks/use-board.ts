"use client";
import { type RefObject, useEffect, useMemo, useState } from "react";
import { toast } from "@/components/ui/toast.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import type { Priority } from "@/lib/tasks/constants.ts";
import type { Task } from "@/lib/tasks/shapes.ts";
import { useTaskEditing } from "./editor/use-task-editing.ts";
import { formatTitle } from "./labels.ts";
import { matches, type TaskFilters } from "./list/filters.ts";
import type { RowActs } from "./list/task-row.tsx";
import { useRowFocus } from "./list/use-row-focus.ts";
import { useSelection } from "./list/use-selection.ts";
import { keyOf } from "./task-ids.ts";
import { useTaskActs } from "./use-task-acts.ts";
import { useTaskKeys } from "./use-task-keys.ts";

/** How long a row shows that it is new. */
const newMs = 1500;

/** The key of the task that was added last, as long as it is new. */
function useLatest() {
  const [latest, setLatest] = useState<number | null>(null);
  useEffect(() => {
    if (latest === null) return;
    const timer = setTimeout(() => setLatest(null), newMs);
    return () => clearTimeout(timer);
  }, [latest]);
  return [latest, setLatest] as const;
}

/**
 * The actions on the rows of the list, by pointer and by keyboard, and the focus between them.
 * @param rows all that are shown, in their order
 * @param box the element they are in
 */
export function useBoard(rows: Task[], box: RefObject<HTMLElement | null>) {
  const { role } = useCurrentUser();
  const tasks = useTaskActs();
  const selection = useSelection(rows);
  const focus = useRowFocus(rows, box);
  const editing = useTaskEditing(tasks);
  const [menu, setMenu] = useState<number | null>(null);
  const [latest, setLatest] = useLatest();
  const { toggle, clear } = selection;
  const { open } = editing;

  const acts = useMemo(() => {
    if (role === "viewer") return null;
    // What is refused is told where operations are run.
    const edit = (task: Task, changes: Parameters<typeof tasks.edit>[1]) =>
      void tasks.edit(task, changes).catch(() => {});
    const turn = (those: Task[]) => {
      focus.handOn(those.map(keyOf), those.length > 1);
      clear();
      if (those.every(({ completed }) => completed)) tasks.reopen(those);
      else tasks.complete(those);
    };
    const remove = (those: Task[]) => {
      focus.handOn(those.map(keyOf), those.length > 1);
      clear();
      tasks.remove(those);
    };
    const row: RowActs = {
      turn: (task) => turn([task]),
      edit: open,
      remove: (task) => remove([task]),
      setDue: (task, due_date) => {
        if (due_date !== task.due_date) edit(task, { due_date });
        focus.focus(keyOf(task));
      },
      toggle: (task, isOn, isRange) => toggle(keyOf(task), isOn, isRange),
      setMenu: (task) => setMenu(task && keyOf(task)),
      focus: (task) => focus.focus(keyOf(task)),
    };
    const setPriority = (those: Task[], priority: Priority) => {
      const isSet = those.every((task) => task.priority === priority);
      for (const task of those) edit(task, { priority: isSet ? null : priority });
    };
    return { row, turn, remove, setPriority, edit: open, openDue: row.setMenu };
  }, [role, tasks, focus, clear, open, toggle]);

  useTaskKeys(box, { rows, focus, selection, acts });

  return {
    acts,
    selection,
    editing,
    tabStop: focus.tabStop,
    menu,
    latest,
    /** Shows a task that was just added, or says that the filters leave it out. */
    show: (task: Task, filters: TaskFilters, today: string, onClear: () => void) => {
      setLatest(keyOf(task));
      if (matches(task, filters, today)) return;
      toast(`${formatTitle(task.title)} added, but hidden by the filters`, {
        action: { label: "Clear filters", onClick: onClear },
      });
    },
  };
}
