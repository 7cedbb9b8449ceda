"use client";
import { useCallback, useMemo, useState } from "react";
import type { TaskWords } from "@/components/tasks/pending.ts";
import { keyOf } from "@/components/tasks/task-ids.ts";
import type { TaskActs } from "@/components/tasks/use-task-acts.ts";
import { useIsMounted } from "@/components/ui/use-is-mounted.ts";
import type { Task } from "@/lib/tasks/shapes.ts";
import { draftOf, type TaskDraft } from "./draft.ts";

/** A task that is being edited, with what was typed so far; outlives its row, which may go to another group. */
export interface Editing {
  /** As it was when the editor was opened. */
  task: Task;
  draft: TaskDraft;
  /** The field that has the focus at first. */
  focus: "title" | "due_date";
  /** Why the change was not made. */
  message?: string;
}

/** The editors that are open, by the keys of their tasks, and what becomes of what is typed into them. */
export function useTaskEditing({ edit }: Pick<TaskActs, "edit">) {
  const [editors, setEditors] = useState<ReadonlyMap<number, Editing>>(new Map());
  const isThere = useIsMounted();
  const put = useCallback((key: number, editing: Editing | null) => {
    setEditors((known) => {
      const next = new Map(known);
      if (editing) next.set(key, editing);
      else next.delete(key);
      return next;
    });
  }, []);

  return useMemo(
    () => ({
      editors,
      open: (task: Task, focus: Editing["focus"] = "title") =>
        setEditors((known) =>
          known.has(keyOf(task)) ? known : new Map(known).set(keyOf(task), { task, draft: draftOf(task), focus }),
        ),
      close: (key: number) => put(key, null),
      update: (key: number, editing: Editing) => put(key, editing),
      /** Shows the change at once; when it is refused the editor is back, with what was typed. */
      save: (key: number, editing: Editing, changes: Partial<TaskWords>) => {
        put(key, null);
        if (Object.keys(changes).length === 0) return;
        edit(editing.task, changes).catch((error: Error) => {
          if (isThere.current) put(key, { ...editing, message: error.message });
        });
      },
    }),
    [editors, put, edit, isThere],
  );
}

export type TaskEditing = ReturnType<typeof useTaskEditing>;
