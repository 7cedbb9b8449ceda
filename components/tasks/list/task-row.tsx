"use client";
import { CalendarDays, Trash2 } from "lucide-react";
import { type ComponentProps, memo, useEffect, useId } from "react";
import { formatDue, formatTitle, priorityNames } from "@/components/tasks/labels.ts";
import { PriorityIcon } from "@/components/tasks/priority-icon.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { cn } from "@/components/ui/cn.ts";
import { usePart } from "@/components/ui/use-part.ts";
import { formatLongDate } from "@/lib/core/format.ts";
import type { Task } from "@/lib/tasks/shapes.ts";

export interface RowActs {
  turn: (task: Task) => void;
  edit: (task: Task, focus?: "title" | "due_date") => void;
  remove: (task: Task) => void;
  setDue: (task: Task, date: string | null) => void;
  toggle: (task: Task, isOn: boolean, isRange: boolean) => void;
  /** Opens the menu of its due date, or closes it. */
  setMenu: (task: Task | null) => void;
  focus: (task: Task) => void;
}

const loadMenu = () => import("@/components/tasks/editor/due-menu.tsx").then((module) => module.DueMenu);

interface DueProps {
  task: Task;
  today: string;
  /** The heading above says it already. */
  isTold: boolean;
}

function dueLook({ due_date, completed }: Task, today: string): string {
  if (completed || due_date === null) return "text-muted";
  return due_date < today ? "font-medium text-ink" : "text-muted";
}

/** When it is due, as a button that changes it. */
function DueButton({ task, today, isTold, className, ...rest }: DueProps & ComponentProps<"button">) {
  const { due_date } = task;
  const said = due_date === null ? null : formatDue(due_date, today);
  const isQuiet = said === null || isTold;
  return (
    <button
      type="button"
      title={due_date === null ? "Due date" : `${formatLongDate(due_date)} ${due_date.slice(0, 4)}`}
      className={cn(
        "flex h-7 items-center gap-1.5 rounded-sm px-1.5 text-xs whitespace-nowrap hover:bg-sunken [&_svg]:size-3.5",
        dueLook(task, today),
        // Phones have no pointer that could find it, and do without.
        isQuiet &&
          "opacity-0 group-focus-within/task:opacity-100 group-hover/task:opacity-100 aria-expanded:opacity-100 max-md:hidden",
        className,
      )}
      {...rest}
    >
      <CalendarDays aria-hidden="true" />
      <span className={cn(isQuiet && "sr-only")}>
        <span className="sr-only">{said === null ? "Set the due date of " : "Due "}</span>
        {said}
        <span className="sr-only">
          {said === null ? formatTitle(task.title) : `, change: ${formatTitle(task.title)}`}
        </span>
      </span>
    </button>
  );
}

interface TaskRowProps {
  task: Task;
  today: string;
  isDueTold: boolean;
  /** Tab comes to this one of all rows. */
  isTabStop: boolean;
  isSelected: boolean;
  /** Some are selected, so that all can be. */
  isSelecting: boolean;
  isMenuOpen: boolean;
  /** It has just been added. */
  isNew: boolean;
  /** Its actions; none for viewers. */
  acts: RowActs | null;
}

/** One task: its box, what is to be done, and when. */
export const TaskRow = memo(function TaskRow(props: TaskRowProps) {
  const { task, today, isDueTold, isTabStop, isSelected, isSelecting, isMenuOpen, isNew, acts } = props;
  const { title, description, completed, priority } = task;
  const id = useId();
  const [Menu, getMenu] = usePart(loadMenu, () => acts?.setMenu(null));
  useEffect(() => {
    if (isMenuOpen) getMenu();
  }, [isMenuOpen, getMenu]);
  const tabIndex = isTabStop ? 0 : -1;

  const due = { task, today, isTold: isDueTold, tabIndex };
  return (
    <div
      className={cn(
        "relative -mx-2 flex items-start rounded-md px-2 outline-ink transition-colors duration-150 group-focus-visible/task:outline-2",
        (isSelected || isNew) && "bg-sunken",
      )}
    >
      {acts && (
        <Checkbox
          className={cn(
            "mt-3.25 mr-3 md:absolute md:-left-5",
            !isSelecting && "opacity-0 group-focus-within/task:opacity-100 group-hover/task:opacity-100 max-md:hidden",
          )}
          aria-label={`Select ${formatTitle(title)}`}
          tabIndex={tabIndex}
          checked={isSelected}
          onChange={({ currentTarget }) => acts.toggle(task, currentTarget.checked, false)}
        />
      )}
      <label htmlFor={id} className="-ml-3 grid size-11 shrink-0 cursor-pointer place-items-center">
        <span className="sr-only">
          {completed ? "Reopen" : "Complete"} {formatTitle(title)}
        </span>
        <Checkbox
          id={id}
          className="size-5 rounded-full"
          tabIndex={tabIndex}
          checked={completed}
          disabled={!acts}
          onChange={() => acts?.turn(task)}
        />
      </label>
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 py-1.5 md:grid-cols-[minmax(0,1fr)_auto_1rem_auto]">
        <div className="min-w-0">
          <p className="wrap-anywhere grid min-h-8 content-center">
            {acts ? (
              <button
                type="button"
                tabIndex={tabIndex}
                dir="auto"
                title="Edit"
                className={cn("rounded-sm text-left", completed && "text-muted line-through")}
                onClick={() => acts.edit(task)}
              >
                {title}
              </button>
            ) : (
              <bdi className={cn(completed && "text-muted line-through")}>{title}</bdi>
            )}
          </p>
          {description !== null && (
            <p dir="auto" className="wrap-anywhere line-clamp-2 -mt-1 pb-1 text-muted text-xs">
              {description}
            </p>
          )}
        </div>
        <div className="max-md:col-start-1 max-md:row-start-2 max-md:-ml-1.5">
          {acts && isMenuOpen && Menu ? (
            <Menu
              today={today}
              due={task.due_date}
              onClose={() => acts.setMenu(null)}
              onChoose={(date) => acts.setDue(task, date)}
              onOther={() => acts.edit(task, "due_date")}
              focusAfter={() => acts.focus(task)}
            >
              <DueButton {...due} />
            </Menu>
          ) : (
            <DueButton {...due} aria-haspopup="menu" disabled={!acts} onClick={() => acts?.setMenu(task)} />
          )}
        </div>
        <span
          title={priority === null ? undefined : `${priorityNames[priority]} priority`}
          className={cn("size-4", completed || priority !== "high" ? "text-muted" : "text-ink")}
        >
          {priority !== null && (
            <>
              <PriorityIcon priority={priority} />
              <span className="sr-only">{priorityNames[priority]} priority</span>
            </>
          )}
        </span>
        {acts && (
          <Button
            variant="ghost"
            size="icon"
            className="size-7 text-muted opacity-0 hover:text-danger group-focus-within/task:opacity-100 group-hover/task:opacity-100 max-md:hidden"
            aria-label={`Delete ${formatTitle(title)}`}
            title="Delete"
            tabIndex={tabIndex}
            onClick={() => acts.remove(task)}
          >
            <Trash2 aria-hidden="true" />
          </Button>
        )}
      </div>
    </div>
  );
});
