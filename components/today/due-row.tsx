import type { ReactNode } from "react";
import { formatDate } from "@/lib/core/format.ts";
import type { Task } from "@/lib/tasks/shapes.ts";

interface DueRowProps {
  task: Task;
  /** Today. */
  date: string;
  /** What completes it. */
  box: ReactNode;
}

/** A task that is due; all rows are as high as they are without what can be done with them. */
export function DueRow({ task: { title, due_date }, date, box }: DueRowProps) {
  return (
    <li className="flex h-11 items-center">
      <span className="-ml-2.5 grid size-11 shrink-0 place-items-center">{box}</span>
      <bdi className="min-w-0 flex-1 truncate" title={title}>
        {title}
      </bdi>
      {due_date !== null && due_date < date && (
        <span className="shrink-0 pl-3 font-medium text-xs">{formatDate(due_date, date)}</span>
      )}
    </li>
  );
}
