"use client";
import { ChevronRight } from "lucide-react";
import { useId } from "react";
import { TaskEditor } from "@/components/tasks/editor/task-editor.tsx";
import type { TaskEditing } from "@/components/tasks/editor/use-task-editing.ts";
import { keyOf } from "@/components/tasks/task-ids.ts";
import { cn } from "@/components/ui/cn.ts";
import type { Task } from "@/lib/tasks/shapes.ts";
import { type GroupName, groupNames, type TaskGroup } from "./groups.ts";
import { type RowActs, TaskRow } from "./task-row.tsx";

/** What the rows of all groups are drawn with. */
export interface RowsLook {
  today: string;
  tabStop: number | null;
  selected: ReadonlySet<number>;
  /** Checkboxes are there to select with. */
  isSelecting: boolean;
  menu: number | null;
  latest: number | null;
  acts: RowActs | null;
  editing: TaskEditing;
}

interface EditedTaskProps {
  rowKey: number;
  look: Pick<RowsLook, "today" | "editing" | "acts">;
  isStray?: boolean;
}

/** A task while it is edited. */
export function EditedTask({ rowKey, look, isStray = false }: EditedTaskProps) {
  const { editing, acts, today } = look;
  const open = editing.editors.get(rowKey);
  if (!open || !acts) return null;
  const leave = () => {
    editing.close(rowKey);
    acts.focus(open.task);
  };
  return (
    <TaskEditor
      editing={open}
      today={today}
      isStray={isStray}
      onDraft={(draft) => editing.update(rowKey, { ...open, draft })}
      onSave={(changes) => {
        editing.save(rowKey, open, changes);
        acts.focus(open.task);
      }}
      onCancel={leave}
      onRemove={() => {
        editing.close(rowKey);
        acts.remove(open.task);
      }}
    />
  );
}

function Rows({ tasks, group, look }: { tasks: Task[]; group: GroupName | "completed"; look: RowsLook }) {
  const { tabStop, selected, menu, latest, editing } = look;
  return (
    <ul>
      {tasks.map((task) => {
        const key = keyOf(task);
        const isEdited = editing.editors.has(key);
        return (
          <li
            key={key}
            data-task={key}
            aria-label={task.title}
            tabIndex={key === tabStop && !isEdited ? 0 : -1}
            className="group/task scroll-my-20 border-t outline-none first:border-t-0"
          >
            {isEdited ? (
              <EditedTask rowKey={key} look={look} />
            ) : (
              <TaskRow
                task={task}
                today={look.today}
                isDueTold={group === "today" || group === "tomorrow"}
                isTabStop={key === tabStop}
                isSelected={selected.has(key)}
                isSelecting={look.isSelecting}
                isMenuOpen={menu === key}
                isNew={latest === key}
                acts={look.acts}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

const headLook = "flex items-baseline gap-2 font-medium";
const count = "figures font-normal text-muted text-xs";

/** Open tasks, under a heading for each of their groups. */
export function OpenTasks({ groups, look }: { groups: TaskGroup[]; look: RowsLook }) {
  const id = useId();
  return groups.map(({ name, tasks }) => (
    <section key={name} aria-labelledby={`${id}-${name}`} className="grid gap-1">
      <h2 id={`${id}-${name}`} className={cn(headLook, "border-b pb-1.5")}>
        {groupNames[name]} <span className={count}>{tasks.length}</span>
      </h2>
      <Rows tasks={tasks} group={name} look={look} />
    </section>
  ));
}

interface CompletedTasksProps {
  tasks: Task[];
  total: number;
  isOpen: boolean;
  onToggle: () => void;
  look: RowsLook;
}

/** What is done, folded away. */
export function CompletedTasks({ tasks, total, isOpen, onToggle, look }: CompletedTasksProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-1">
      <h2 id={id} className="border-b pb-1">
        <button
          type="button"
          aria-expanded={isOpen}
          className={cn(headLook, "-ml-1 rounded-sm py-0.5 pr-2 text-muted hover:text-ink")}
          onClick={onToggle}
        >
          <ChevronRight
            aria-hidden="true"
            className={cn("size-4 self-center transition-transform duration-150", isOpen && "rotate-90")}
          />
          Completed <span className={count}>{total.toLocaleString("en")}</span>
        </button>
      </h2>
      {isOpen && <Rows tasks={tasks} group="completed" look={look} />}
    </section>
  );
}
