"use client";
import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { serverNow } from "@/components/time/now.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { outboxMutation, outboxMutationKey } from "@/lib/client/outbox.ts";
import { splitEvery } from "@/lib/core/split-every.ts";
import type { TaskAction } from "@/lib/tasks/constants.ts";
import type { Task } from "@/lib/tasks/shapes.ts";
import { formatTasks, formatTitle } from "./labels.ts";
import { doneWords, tasksScope } from "./outbox-scope.ts";
import { provisionalId, provisionalTask, type TaskOperation, type TaskWords } from "./pending.ts";
import type { UnreadLine } from "./read-line.ts";
import { forgetUndo, undoable } from "./undo.ts";

/** The server changes this many at once, all of them or none. */
const mostAtOnce = 100;

/** How long news offer to take back what was done. */
const undoMs = 10_000;

/** What a person did to tasks and the server has yet to confirm, oldest first. */
export function useTaskOperations(): TaskOperation[] {
  return useMutationState({
    filters: { mutationKey: outboxMutationKey(tasksScope.name), status: "pending" },
    select: (mutation) => mutation.state.variables as TaskOperation,
  });
}

let offered: string | undefined;

/** Says what was done, with the way back, in the place of what was said before. */
function offerUndo(said: string, undo: () => void): string {
  if (offered !== undefined) toast.dismiss(offered);
  const id = crypto.randomUUID();
  offered = id;
  toast(said, { id, duration: undoMs, action: { label: "Undo", onClick: undo } });
  return id;
}

const isOver = { complete: true, reopen: false };

/**
 * What one can do to tasks. Each shows at once; what the server refuses is rolled back and told in a toast. All but what
 * only takes something back can be taken back themselves, by `u` and mostly by a toast.
 */
export function useTaskActs() {
  const client = useQueryClient();
  const { id: person } = useCurrentUser();
  const { mutateAsync } = useMutation(outboxMutation(client, person, tasksScope));

  return useMemo(() => {
    const done = () => ({ key: crypto.randomUUID(), at: serverNow() });
    const quietly = (work: Promise<unknown>) => void work.catch(() => {});

    /** Does it, and remembers how to take it back; what is refused need not be. */
    function run(work: Promise<unknown>[], back: () => void, said?: string): void {
      const undo = undoable(back);
      const news = said === undefined ? undefined : offerUndo(said, undo);
      Promise.all(work).catch(() => {
        forgetUndo(back);
        if (news !== undefined) toast.dismiss(news);
      });
    }
    const change = (action: TaskAction, tasks: Task[]) =>
      splitEvery(tasks, mostAtOnce).map((piece) => mutateAsync({ ...done(), kind: "change", action, tasks: piece }));
    const restore = (tasks: Task[]) => {
      for (const piece of splitEvery(tasks, mostAtOnce))
        quietly(mutateAsync({ ...done(), kind: "restore", tasks: piece }));
      toast.success(`${formatTasks(tasks)} restored`);
    };
    const turn = (action: "complete" | "reopen", tasks: Task[]) => {
      const turning = tasks.filter(({ completed }) => completed !== isOver[action]);
      if (turning.length === 0) return;
      const back = () => {
        for (const work of change(action === "complete" ? "reopen" : "complete", turning)) quietly(work);
        toast.success(`Undone: ${formatTasks(turning)}`);
      };
      const said = `${formatTasks(turning)} ${doneWords[action]}`;
      run(change(action, turning), back, said);
    };
    const editOnly = (task: Task, changes: Partial<TaskWords>) =>
      mutateAsync({ ...done(), kind: "edit", task, changes });

    return {
      /**
       * Adds a task. Answers with it as it shows for now; `work` rejects when it is refused.
       * @param unread the line it was typed in, where that has yet to be read
       */
      add: (words: TaskWords, unread?: UnreadLine): { task: Task; work: Promise<unknown> } => {
        const operation = { ...done(), kind: "add" as const, task: words, ...(unread && { unread }) };
        const task = provisionalTask(words, provisionalId(operation.key), operation.at);
        const work = mutateAsync(operation);
        run([work], () => {
          for (const removal of change("delete", [task])) quietly(removal);
          toast.success(`${formatTitle(task.title)} deleted`);
        });
        return { task, work };
      },
      /** Changes a task; rejects when it is refused. */
      edit: (task: Task, changes: Partial<TaskWords>): Promise<unknown> => {
        const names = Object.keys(changes) as (keyof TaskWords)[];
        const before = Object.fromEntries(names.map((name) => [name, task[name]]));
        const work = editOnly(task, changes);
        run([work], () => {
          quietly(editOnly({ ...task, ...changes }, before));
          toast.success(`Undone: ${formatTitle(task.title)}`);
        });
        return work;
      },
      complete: (tasks: Task[]) => turn("complete", tasks),
      reopen: (tasks: Task[]) => turn("reopen", tasks),
      remove: (tasks: Task[]) => run(change("delete", tasks), () => restore(tasks), `${formatTasks(tasks)} deleted`),
    };
  }, [mutateAsync]);
}

export type TaskActs = ReturnType<typeof useTaskActs>;
