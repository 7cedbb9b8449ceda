"use client";
import { Trash2 } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Field, TextareaField } from "@/components/forms/field.tsx";
import { FieldNotes, fieldAttributes } from "@/components/forms/field-frame.tsx";
import { formatTitle, priorityNames } from "@/components/tasks/labels.ts";
import type { TaskWords } from "@/components/tasks/pending.ts";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { Segmented } from "@/components/ui/segmented.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { priorities } from "@/lib/tasks/constants.ts";
import { nearDays } from "./days.ts";
import { readDraft, type TaskDraft, type TaskProblems } from "./draft.ts";
import type { Editing } from "./use-task-editing.ts";

const choices = [
  ...[...priorities].reverse().map((value) => ({ value, label: priorityNames[value] })),
  { value: "none" as const, label: "None" },
];

interface TaskEditorProps {
  editing: Editing;
  today: string;
  /** It left the list, or was deleted, while it was edited. */
  isStray: boolean;
  onDraft: (draft: TaskDraft) => void;
  onSave: (changes: Partial<TaskWords>) => void;
  onCancel: () => void;
  onRemove: () => void;
}

/** Title, description, due date and priority of a task, in its place. Enter saves, Escape leaves. */
export function TaskEditor(props: TaskEditorProps) {
  const { editing, today, isStray, onDraft, onSave, onCancel, onRemove } = props;
  const { draft, task, message } = editing;
  const { week_start } = useCurrentUser();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<TaskProblems>({});
  const change = (words: Partial<TaskDraft>) => {
    onDraft({ ...draft, ...words });
    setProblems((known) => ({ ...known, ...Object.fromEntries(Object.keys(words).map((name) => [name, undefined])) }));
  };

  const first = useRef(editing.focus);
  useEffect(() => {
    const field = form.current?.elements.namedItem(first.current);
    if (!(field instanceof HTMLInputElement)) return;
    field.focus();
    if (field.type !== "date") field.setSelectionRange(field.value.length, field.value.length);
  }, []);

  function save(): void {
    const due = form.current?.elements.namedItem("due_date");
    const isHalf = due instanceof HTMLInputElement && due.validity.badInput;
    const read = readDraft(draft, task);
    const found = { ...read.problems, ...(isHalf && { due_date: "Enter a complete date" }) };
    setProblems(found);
    const [wrong] = Object.keys(found);
    const field = wrong === undefined ? null : form.current?.elements.namedItem(wrong);
    if (field instanceof HTMLElement) field.focus();
    if (wrong === undefined) onSave(read.changes);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    save();
  }

  function press(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    } else if (event.key === "Escape") {
      event.preventDefault();
      onCancel();
    }
  }

  return (
    <form
      ref={form}
      data-keep-clear
      aria-label={`Edit ${formatTitle(task.title)}`}
      noValidate
      onSubmit={submit}
      onKeyDown={press}
      className="my-1 grid gap-4 rounded-lg border border-line bg-raised p-4"
    >
      {(isStray || message !== undefined) && (
        <p role="alert" className="text-danger">
          {message ?? "This task is no longer in this list. It was changed or deleted."}
        </p>
      )}
      <Field
        label="Title"
        name="title"
        dir="auto"
        autoComplete="off"
        value={draft.title}
        error={problems.title}
        onChange={({ target }) => change({ title: target.value })}
      />
      <TextareaField
        label="Description"
        name="description"
        dir="auto"
        rows={2}
        value={draft.description}
        error={problems.description}
        onChange={({ target }) => change({ description: target.value })}
      />
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        <div className="grid content-start gap-1.5">
          <label htmlFor={`${id}-due`} className="font-medium">
            Due date
          </label>
          <div className="flex flex-wrap items-center gap-1">
            <Input
              {...fieldAttributes(`${id}-due`, { error: problems.due_date, hint: undefined })}
              name="due_date"
              type="date"
              min="1970-01-01"
              max="9999-12-31"
              className="w-40 px-2"
              value={draft.due_date}
              onChange={({ target }) => change({ due_date: target.value })}
            />
            {nearDays(today, week_start).map(({ name, date }) => (
              <Button
                key={name}
                variant="ghost"
                size="sm"
                className="px-2 text-muted hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink"
                aria-pressed={draft.due_date === date}
                onClick={() => change({ due_date: draft.due_date === date ? "" : date })}
              >
                {name}
              </Button>
            ))}
          </div>
          <FieldNotes id={`${id}-due`} error={problems.due_date} hint={undefined} />
        </div>
        <div className="grid content-start gap-1.5">
          <span aria-hidden="true" className="font-medium">
            Priority
          </span>
          <Segmented
            label="Priority"
            options={choices}
            value={draft.priority}
            onChange={(priority) => change({ priority })}
          />
        </div>
      </div>
      <div className="flex gap-3">
        <Button type="submit">Save</Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          variant="ghost"
          className="ml-auto text-muted hover:text-danger"
          aria-label={`Delete ${formatTitle(task.title)}`}
          onClick={onRemove}
        >
          <Trash2 aria-hidden="true" />
          <span className="max-sm:sr-only">Delete</span>
        </Button>
      </div>
    </form>
  );
}
