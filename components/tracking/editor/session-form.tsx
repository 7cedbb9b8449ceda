"use client";
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { CheckboxField } from "@/components/forms/choice-field.tsx";
import { Field, TextareaField } from "@/components/forms/field.tsx";
import { Notice } from "@/components/forms/form-message.tsx";
import { formatTimes } from "@/components/tracking/list/session-times.ts";
import { Button } from "@/components/ui/button.tsx";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatPullRequest } from "@/lib/tracking/reference.ts";
import type { Draft, Problems } from "./draft-shape.ts";
import { useOverlaps } from "./overlap.ts";
import { TagsField } from "./tags-field.tsx";

interface SessionFormProps {
  label: string;
  draft: Draft;
  /** What was typed, and which of the fields are in order again for that. */
  onChange: (draft: Draft) => void;
  problems: Problems;
  /** What is wrong with the whole. */
  message?: string | undefined;
  /** The session's number, where it is one already. */
  own?: number;
  /** It has no end yet. */
  isRunning?: boolean;
  /** Whether one can say that only part of it was work. */
  hasActive?: boolean;
  /** Stands above the fields. */
  children?: ReactNode;
  /** The name of the act. */
  act: string;
  onSave: () => void;
  onCancel: () => void;
  /** Stands beside the act. */
  aside?: ReactNode;
}

/** The fields of a session. Ctrl or ⌘ with Enter saves, Escape leaves. */
export function SessionForm(props: SessionFormProps) {
  const { label, draft, onChange, problems, message, isRunning = false, hasActive = true } = props;
  const { children, act, onSave, onCancel, aside, own } = props;
  const { timezone: zone } = useCurrentUser();
  const overlaps = useOverlaps(draft, own);
  const [first] = overlaps;
  const form = useRef<HTMLFormElement>(null);
  const set = <Name extends keyof Draft>(name: Name, value: Draft[Name]) => onChange({ ...draft, [name]: value });
  const text = (name: "reference" | "date" | "from" | "to") => ({
    value: draft[name],
    error: problems[name],
    onChange: ({ target }: { target: { value: string } }) => set(name, target.value),
  });

  // A problem that goes away while somebody types must not take the focus to the next one.
  const isAsked = useRef(true);
  useEffect(() => {
    if (!isAsked.current || Object.keys(problems).length === 0) return;
    isAsked.current = false;
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problems]);

  function save(): void {
    isAsked.current = true;
    onSave();
  }

  function press(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      onCancel();
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    save();
  }

  return (
    <form
      ref={form}
      data-keep-clear
      aria-label={label}
      noValidate
      onSubmit={submit}
      onKeyDown={press}
      className="grid gap-4"
    >
      {message !== undefined && <Notice tone="danger">{message}</Notice>}
      {children}
      <Field
        label="Pull request"
        name="pull-request"
        placeholder="owner/repo#123 or a GitHub link"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...text("reference")}
      />
      <div className="grid grid-cols-2 items-start gap-4 sm:grid-cols-3">
        <div className="max-sm:col-span-2">
          <Field label="Date" name="date" type="date" min="1970-01-01" max="9999-12-31" {...text("date")} />
        </div>
        <div className={problems.from && "max-sm:col-span-2"}>
          <Field label="From" name="from" type="time" {...text("from")} />
        </div>
        {!isRunning && (
          <div className={problems.to && "max-sm:col-span-2"}>
            <Field label="To" name="to" type="time" {...text("to")} />
          </div>
        )}
      </div>
      {!isRunning && (
        <div className="flex flex-wrap items-start gap-x-8 gap-y-3">
          <CheckboxField
            label="Ends the next day"
            name="days"
            checked={draft.days > 0}
            onChange={({ target }) => set("days", target.checked ? 1 : 0)}
          />
          {hasActive && (
            <CheckboxField
              label="Worked only part of this time"
              name="part"
              checked={draft.active !== null}
              onChange={({ target }) => set("active", target.checked ? "" : null)}
            />
          )}
          {draft.active !== null && (
            <div className="basis-full sm:max-w-44">
              <Field
                label="Active time"
                name="active"
                placeholder="1 h 24 m"
                autoComplete="off"
                value={draft.active}
                error={problems.active}
                onChange={({ target }) => set("active", target.value)}
              />
            </div>
          )}
        </div>
      )}
      {overlaps.length > 0 && first && (
        <p role="status" className="wrap-anywhere text-work">
          Overlaps {formatPullRequest(first)}, <span className="figures">{formatTimes(first, zone)}</span>
          {overlaps.length > 1 && ` and ${overlaps.length - 1} more`}. Both count.
        </p>
      )}
      <TagsField tags={draft.tags} onChange={(tags) => set("tags", tags)} error={problems.tags} />
      <TextareaField
        label="Note"
        name="note"
        dir="auto"
        value={draft.note}
        error={problems.note}
        onChange={({ target }) => set("note", target.value)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="ink">
          {act}
        </Button>
        {aside}
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
