"use client";
import { useState } from "react";
import { serverNow } from "@/components/time/now.tsx";
import { useGithub } from "@/components/tracking/github.tsx";
import { useTracking } from "@/components/tracking/use-tracking.ts";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useIsMounted } from "@/components/ui/use-is-mounted.ts";
import { ApiError } from "@/lib/api/api-error.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { dateIn } from "@/lib/core/dates.ts";
import { readDraft } from "./draft.ts";
import { type Draft, emptyDraft, type Problems, problemsAfter, problemsOfApi } from "./draft-shape.ts";
import { SessionForm } from "./session-form.tsx";
import { isLeftToForm } from "./use-editing.ts";

interface AddSessionProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What the pull request begins with, such as the repository one is looking at. */
  reference: string;
}

/**
 * Adds a session that was not tracked. It shows at once; when it is refused the dialog is back with what was typed, and
 * what was typed stays when it is closed.
 */
export function AddSession({ open, onOpenChange, reference }: AddSessionProps) {
  const { timezone: zone } = useCurrentUser();
  const { add } = useTracking();
  const blank = () => emptyDraft(dateIn(zone, serverNow()), reference);
  const [typed, setTyped] = useState<Draft | null>(null);
  const [problems, setProblems] = useState<Problems>({});
  const [message, setMessage] = useState<string>();
  const isThere = useIsMounted();
  const draft = typed ?? blank();

  function refuse(error: unknown): void {
    if (!isThere.current) {
      const said = `${draft.reference} was not added`;
      if (isLeftToForm(error)) toast.error(said, { description: error.message });
      return;
    }
    setTyped(draft);
    onOpenChange(true);
    if (!(error instanceof ApiError)) return;
    const found = problemsOfApi(error.fields);
    setProblems(found);
    if (Object.keys(found).length === 0) setMessage(error.message);
  }

  const github = useGithub();

  function save(): void {
    const read = readDraft(draft, { zone, now: serverNow(), github });
    if ("problems" in read) {
      setProblems(read.problems);
      return;
    }
    const { end_time, duration_seconds: _active, ...told } = read.told;
    if (end_time === null) return;
    setProblems({});
    setMessage(undefined);
    setTyped(null);
    onOpenChange(false);
    add({ ...told, end_time }).catch(refuse);
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="md:max-w-lg">
        <DialogTitle>Add a session</DialogTitle>
        <DialogDescription>For work you did not track at the time.</DialogDescription>
        <SessionForm
          label="Add a session"
          draft={draft}
          onChange={(next) => {
            setTyped(next);
            setProblems(problemsAfter(problems, draft, next));
          }}
          problems={problems}
          message={message}
          act="Add session"
          hasActive={false}
          onSave={save}
          onCancel={() => onOpenChange(false)}
        />
      </DialogContent>
    </Dialog>
  );
}
