"use client";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Field, TextareaField } from "@/components/forms/field.tsx";
import { formatLabel } from "@/components/practice/labels.ts";
import { Button } from "@/components/ui/button.tsx";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { ApiError } from "@/lib/api/api-error.ts";
import { moods } from "@/lib/practice/constants.ts";
import type { Practice } from "@/lib/practice/shapes.ts";
import { draftOf, type PracticeDraft, type PracticeProblems, readDraft } from "./edit.ts";
import { formatWhen } from "./labels.ts";
import { useHistory } from "./use-history.ts";

interface PracticeEditorProps {
  practice: Practice;
  onClose: () => void;
}

/** What the server found wrong, beside the fields of the form. */
const problemsOf = ({ duration_seconds, mood, note }: Record<string, string>): PracticeProblems => ({
  ...(duration_seconds !== undefined && { duration: duration_seconds }),
  ...(mood !== undefined && { mood }),
  ...(note !== undefined && { note }),
});

/** Duration, mood and note of a practice. Ctrl or ⌘ with Enter saves, Escape leaves. */
export function PracticeEditor({ practice, onClose }: PracticeEditorProps) {
  const { edit } = useHistory();
  const [draft, setDraft] = useState<PracticeDraft>(() => draftOf(practice));
  const [problems, setProblems] = useState<PracticeProblems>({});
  const form = useRef<HTMLFormElement>(null);
  const set = (name: keyof PracticeDraft, value: string): void => {
    setDraft({ ...draft, [name]: value });
    setProblems({ ...problems, [name]: undefined });
  };

  useEffect(() => form.current?.querySelector<HTMLElement>("[name=mood]")?.focus(), []);

  // A problem that goes away while somebody types must not take the focus to the next one.
  const isAsked = useRef(false);
  useEffect(() => {
    if (!isAsked.current || Object.keys(problems).length === 0) return;
    isAsked.current = false;
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problems]);

  function save(): void {
    if (edit.isPending) return;
    const { changes, problems: found } = readDraft(draft, practice);
    isAsked.current = true;
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    if (Object.keys(changes).length === 0) {
      onClose();
      return;
    }
    edit.mutate(
      { id: practice.id, changes },
      {
        onSuccess: onClose,
        onError: (error) => {
          isAsked.current = true;
          if (error instanceof ApiError) setProblems(problemsOf(error.fields));
        },
      },
    );
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
      event.stopPropagation();
      onClose();
    }
  }

  return (
    <form
      ref={form}
      data-keep-clear
      aria-label={`Edit ${practice.sequence_name}, ${formatWhen(practice)}`}
      noValidate
      onSubmit={submit}
      onKeyDown={press}
      className="grid gap-4 rounded-lg border border-line bg-raised p-4"
    >
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <div className="grid gap-2">
          <Field
            label="Mood"
            name="mood"
            autoComplete="off"
            value={draft.mood}
            error={problems.mood}
            onChange={({ target }) => set("mood", target.value)}
          />
          <div className="flex flex-wrap gap-1.5">
            {moods.map((mood) => (
              <Button
                key={mood}
                variant={draft.mood === mood ? "ink" : "outline"}
                size="sm"
                aria-pressed={draft.mood === mood}
                onClick={() => set("mood", draft.mood === mood ? "" : mood)}
              >
                {formatLabel(mood)}
              </Button>
            ))}
          </div>
        </div>
        <Field
          label="Time held"
          name="duration"
          autoComplete="off"
          value={draft.duration}
          error={problems.duration}
          hint="For example 4 m 30 s, or 5 for minutes"
          onChange={({ target }) => set("duration", target.value)}
        />
      </div>
      <TextareaField
        label="Note"
        name="note"
        dir="auto"
        value={draft.note}
        error={problems.note}
        onChange={({ target }) => set("note", target.value)}
      />
      <div className="flex gap-3">
        <Button type="submit" aria-busy={edit.isPending} aria-disabled={edit.isPending}>
          Save
        </Button>
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
