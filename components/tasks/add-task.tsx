"use client";
import { CalendarDays, Plus, X } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useMemo, useRef, useState } from "react";
import { fieldAttributes } from "@/components/forms/field-frame.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { retryImport } from "@/lib/client/retry-import.ts";
import { formatLongDate } from "@/lib/core/format.ts";
import { longestTitle } from "@/lib/tasks/constants.ts";
import type { Task } from "@/lib/tasks/shapes.ts";
import { formatDue, formatTitle, priorityNames } from "./labels.ts";
import type { TaskWords } from "./pending.ts";
import { PriorityIcon } from "./priority-icon.tsx";
import { loadQuickAdd, type QuickAdd } from "./read-line.ts";
import { useTaskActs } from "./use-task-acts.ts";

/** What reads a line: there once somebody is about to write one. */
function useQuickAdd() {
  const [quickAdd, setQuickAdd] = useState<{ read: QuickAdd }>();
  const isLoading = useRef(false);
  const get = () => {
    if (isLoading.current) return;
    isLoading.current = true;
    void retryImport(loadQuickAdd).then((read) => setQuickAdd({ read }));
  };
  return { read: quickAdd?.read, get };
}

const everything = { date: true, priority: true };

interface FoundProps {
  icon: ReactNode;
  children: string;
  label: string;
  onRemove: () => void;
}

/** Something that was found in the line, and the way to take it off. */
function Found({ icon, children, label, onRemove }: FoundProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title="Ignore this"
      className="flex h-7 items-center gap-1.5 rounded-full border border-line bg-raised pr-2 pl-2.5 text-xs hover:bg-sunken [&_svg]:size-3.5 [&_svg]:text-muted"
      onClick={onRemove}
    >
      {icon}
      {children}
      <X aria-hidden="true" />
    </button>
  );
}

interface AddTaskProps {
  /** The person's date. */
  today: string;
  /** Hears what was added. */
  onAdded: (task: Task) => void;
}

/** One line that becomes a task, with what is found in it: a day, a priority. */
export function AddTask({ today, onAdded }: AddTaskProps) {
  const id = useId();
  const { add } = useTaskActs();
  const { week_start } = useCurrentUser();
  const { read, get } = useQuickAdd();
  const [line, setLine] = useState("");
  const [wanted, setWanted] = useState(everything);
  const [said, setSaid] = useState("");
  const options = useMemo(() => ({ ...wanted, weekStart: week_start }), [wanted, week_start]);
  const found = useMemo(
    () => (read && line.trim() !== "" ? read(line, today, options) : null),
    [read, line, today, options],
  );
  const length = (found?.title ?? line.trim()).length;
  const error = length > longestTitle ? `At most ${longestTitle} characters; you entered ${length}` : undefined;

  function write(text: string): void {
    setLine(text);
    if (text.trim() === "") setWanted(everything);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (line.trim() === "" || error !== undefined) return;
    write("");
    const told: TaskWords = { title: line.trim(), due_date: null, priority: null, ...found, description: null };
    const { task, work } = add(told, found ? undefined : { line, today, options });
    // What was refused comes back, unless somebody has gone on writing.
    work.catch(() => setLine((now) => (now === "" ? line : now)));
    const due = task.due_date === null ? "" : `, due ${formatDue(task.due_date, today)}`;
    setSaid(`Added ${formatTitle(task.title)}${due}`);
    onAdded(task);
  }

  const { due_date = null, priority = null } = found ?? {};
  return (
    <form data-print="off" onSubmit={submit} noValidate className="grid gap-1.5">
      <label htmlFor={id} className="sr-only">
        Add a task
      </label>
      <div className="flex gap-3">
        <div className="relative min-w-0 flex-1">
          <Plus aria-hidden="true" className="pointer-events-none absolute top-3 left-3 size-4 text-muted" />
          <Input
            {...fieldAttributes(id, { error, hint: "told" })}
            name="task"
            dir="auto"
            autoComplete="off"
            enterKeyHint="done"
            placeholder="Add a task"
            className="pl-9"
            value={line}
            onFocus={get}
            onChange={({ target }) => write(target.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape" && !isComposing(event)) event.currentTarget.blur();
            }}
          />
        </div>
        <Button type="submit" variant="outline">
          Add
        </Button>
      </div>
      <div className="flex min-h-7 flex-wrap items-center gap-1.5 text-xs">
        {error !== undefined && (
          <p id={`${id}-error`} className="text-danger">
            {error}
          </p>
        )}
        {due_date !== null && (
          <Found
            icon={<CalendarDays aria-hidden="true" />}
            label={`Ignore the due date ${formatLongDate(due_date)}`}
            onRemove={() => setWanted({ ...wanted, date: false })}
          >
            {formatDue(due_date, today)}
          </Found>
        )}
        {priority !== null && (
          <Found
            icon={<PriorityIcon priority={priority} />}
            label={`Ignore the priority ${priorityNames[priority]}`}
            onRemove={() => setWanted({ ...wanted, priority: false })}
          >
            {priorityNames[priority]}
          </Found>
        )}
        <p id={`${id}-hint`} className={line.trim() === "" ? "text-muted" : "sr-only"}>
          Dates and priorities are recognised: <q>pay rent friday !high</q>
        </p>
        <p role="status" className="sr-only">
          {said}
        </p>
      </div>
    </form>
  );
}
