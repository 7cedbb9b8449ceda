"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { dueTasksQuery } from "@/components/tasks/list/due-query.ts";
import { Card } from "@/components/ui/card.tsx";
import { NearLink } from "@/components/ui/near-link.tsx";
import { usePart } from "@/components/ui/use-part.ts";
import { retryImport } from "@/lib/client/retry-import.ts";
import { DueRow } from "./due-row.tsx";

const loadList = () => retryImport(() => import("./due-list.tsx")).then((module) => module.DueList);

interface TasksDueProps {
  /** Today. */
  date: string;
  /** A newcomer is told of other things first. */
  isNew: boolean;
}

/** Tasks that are due today or late. What completes them comes only where there are some. */
export function TasksDue({ date, isNew }: TasksDueProps) {
  const { data } = useQuery(dueTasksQuery);
  const [List, getList] = usePart(loadList);
  const total = data?.total ?? 0;
  useEffect(() => {
    if (total > 0) getList();
  }, [total, getList]);
  // Without it the day is whole, so that its failure is none of the page.
  if (!data || (isNew && total === 0)) return null;
  return (
    <Card aria-labelledby="tasks-due" className="px-5 pt-3.5 pb-3">
      <div className="flex items-baseline gap-3">
        <h2 id="tasks-due" className="font-medium text-base">
          Tasks due
        </h2>
        {total === 0 && <p className="text-muted text-xs">nothing today</p>}
        <NearLink href="/tasks" className="ml-auto rounded-sm text-muted hover:text-ink hover:underline">
          {total > data.tasks.length ? `All ${total}` : "All tasks"}
        </NearLink>
      </div>
      {List ? (
        <List tasks={data.tasks} date={date} />
      ) : (
        <ul>
          {data.tasks.map((task) => (
            <DueRow
              key={task.id}
              task={task}
              date={date}
              box={<span className="size-5 rounded-full border border-edge" />}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}
