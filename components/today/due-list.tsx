"use client";
import { useMemo } from "react";
import { formatTitle } from "@/components/tasks/labels.ts";
import { compareOpen } from "@/components/tasks/list/groups.ts";
import { applyAll } from "@/components/tasks/pending.ts";
import { idOf, keyOf } from "@/components/tasks/task-ids.ts";
import { useTaskActs, useTaskOperations } from "@/components/tasks/use-task-acts.ts";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import type { Task } from "@/lib/tasks/shapes.ts";
import { DueRow } from "./due-row.tsx";

interface DueListProps {
  tasks: Task[];
  /** Today. */
  date: string;
}

/** Hands the focus on from a box whose row is about to go. */
function focusBeside(box: HTMLElement): void {
  const row = box.closest("li");
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  const next = beside?.querySelector<HTMLElement>("input") ?? document.getElementById("content");
  next?.focus({ preventScroll: true });
}

/** Tasks that are due, each with the box that completes it. */
export function DueList({ tasks, date }: DueListProps) {
  const { role } = useCurrentUser();
  const { complete } = useTaskActs();
  const operations = useTaskOperations();
  const due = useMemo(() => {
    const isDue = ({ completed, due_date }: Task) => !completed && due_date !== null && due_date <= date;
    return applyAll(tasks, operations, idOf).filter(isDue).sort(compareOpen);
  }, [tasks, operations, date]);
  return (
    <ul>
      {due.map((task) => (
        <DueRow
          key={keyOf(task)}
          task={task}
          date={date}
          box={
            <Checkbox
              className="size-5 rounded-full after:absolute after:size-11"
              aria-label={`Complete ${formatTitle(task.title)}`}
              checked={false}
              disabled={role === "viewer"}
              onChange={({ currentTarget }) => {
                focusBeside(currentTarget);
                complete([task]);
              }}
            />
          }
        />
      ))}
    </ul>
  );
}
