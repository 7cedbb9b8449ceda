"use client";
import { useEffect, useRef } from "react";
import { Notice } from "@/components/forms/form-message.tsx";
import { serverNow } from "@/components/time/now.tsx";
import { useGithub } from "@/components/tracking/github.tsx";
import type { SessionChanges } from "@/components/tracking/pending.ts";
import { Button } from "@/components/ui/button.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatPullRequest } from "@/lib/tracking/reference.ts";
import { changesOf, draftOf, readDraft } from "./draft.ts";
import { type Draft, type DraftField, problemsAfter } from "./draft-shape.ts";
import { SessionForm } from "./session-form.tsx";
import type { Editing } from "./use-editing.ts";

const labels: Record<DraftField, string> = {
  reference: "Pull request",
  date: "Date",
  from: "From",
  to: "To",
  days: "Ends",
  active: "Active time",
  tags: "Tags",
  note: "Note",
};

function say(name: DraftField, draft: Draft): string {
  if (name === "days") return draft.days === 0 ? "the same day" : "the next day";
  if (name === "active") return draft.active ?? "all of it";
  if (name === "tags") return draft.tags.join(", ") || "none";
  return draft[name] || "empty";
}

/** The changes made to the session elsewhere, beside the values in the form. */
function ChangedElsewhere({ draft, changed, now }: { draft: Draft } & NonNullable<Editing["conflict"]>) {
  return (
    <div role="alert" className="grid gap-2 rounded-md bg-danger-soft p-3">
      <p className="font-medium text-danger">This session was changed elsewhere. Your changes are not lost.</p>
      {changed.length === 0 ? (
        <p>It matches what you entered.</p>
      ) : (
        <dl className="grid gap-1.5">
          {changed.map((name) => {
            const [theirs, mine] = [say(name, now), say(name, draft)];
            return (
              <div key={name} className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3">
                <dt className="text-muted">{labels[name]}</dt>
                <dd className="wrap-anywhere">
                  is now <bdi className="font-medium">{theirs}</bdi>
                  {mine !== theirs && (
                    <>
                      , yours is <bdi className="font-medium">{mine}</bdi>
                    </>
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </div>
  );
}

interface SessionEditorProps {
  editing: Editing;
  onChange: (editing: Editing) => void;
  onSave: (editing: Editing, draft: Draft, changes: SessionChanges) => void;
  onTakeTheirs: (editing: Editing) => void;
  onCancel: () => void;
}

/** A session's row while it is edited. Loaded when it is first needed: it brings the zone arithmetic along. */
export function SessionEditor({ editing, onChange, onSave, onTakeTheirs, onCancel }: SessionEditorProps) {
  const { timezone: zone } = useCurrentUser();
  const { base, problems, message, conflict, isGone } = editing;
  const draft = editing.draft ?? draftOf(base, zone);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // An editor that the user opens takes the focus; one that reopens after a refusal announces itself instead.
    if (!box.current?.contains(document.activeElement)) box.current?.querySelector("input")?.focus();
  }, []);

  const github = useGithub();

  function save(): void {
    const read = readDraft(draft, { zone, now: serverNow(), github, base });
    if ("problems" in read) onChange({ ...editing, draft, problems: read.problems });
    else onSave(editing, draft, changesOf(base, read.told));
  }

  return (
    <div ref={box}>
      <SessionForm
        label={`Edit ${formatPullRequest(base)}`}
        draft={draft}
        onChange={(next) => onChange({ ...editing, draft: next, problems: problemsAfter(problems, draft, next) })}
        problems={problems}
        message={isGone ? undefined : message}
        own={base.id}
        isRunning={base.end_time === null}
        act={conflict ? "Save mine anyway" : "Save"}
        onSave={save}
        onCancel={onCancel}
        aside={
          conflict && (
            <Button variant="outline" onClick={() => onTakeTheirs(editing)}>
              Use theirs
            </Button>
          )
        }
      >
        {conflict && <ChangedElsewhere draft={draft} {...conflict} />}
        {isGone && <Notice tone="danger">This session was deleted and can no longer be changed.</Notice>}
      </SessionForm>
    </div>
  );
}
