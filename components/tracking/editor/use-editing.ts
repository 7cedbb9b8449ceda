"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { readSession } from "@/components/tracking/list/queries.ts";
import { putSession } from "@/components/tracking/list/sessions-cache.ts";
import type { SessionChanges } from "@/components/tracking/pending.ts";
import { useTracking } from "@/components/tracking/use-tracking.ts";
import { toast } from "@/components/ui/toast.ts";
import { useIsMounted } from "@/components/ui/use-is-mounted.ts";
import { usePart } from "@/components/ui/use-part.ts";
import { ApiError } from "@/lib/api/api-error.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatPullRequest } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { type Draft, type DraftField, type Problems, problemsOfApi } from "./draft-shape.ts";

/** A session that is being edited, with what was typed so far; outlives its row, which may scroll out of sight. */
export interface Editing {
  /** As it was when the editor was opened, or when it was last found changed. */
  base: Session;
  /** Undefined until something is typed. */
  draft?: Draft;
  problems: Problems;
  message?: string;
  /** Changes made elsewhere since: which fields, and their current values. */
  conflict?: { changed: DraftField[]; now: Draft };
  /** It was deleted in the meantime. */
  isGone?: boolean;
}

type Editors = ReadonlyMap<number, Editing>;

/** Whether the toast of the operation itself stays silent, because the form is to tell. */
export const isLeftToForm = (error: unknown): error is ApiError =>
  error instanceof ApiError && ["VALIDATION_ERROR", "CONFLICT"].includes(error.code);

/** The editor that comes back when a change was not made. */
function refusedOf(editing: Editing, draft: Draft, error: unknown): Editing {
  if (!(error instanceof ApiError)) return { ...editing, draft };
  const { base } = editing;
  const problems = problemsOfApi(error.fields);
  if (error.code === "NOT_FOUND") return { base, draft, problems, isGone: true };
  return { base, draft, problems, ...(Object.keys(problems).length === 0 && { message: error.message }) };
}

/** Finds out what another change has made of a session, and brings that together with what was typed. */
async function lookAgain(refused: Editing, draft: Draft, zone: string): Promise<Editing> {
  try {
    const theirs = await readSession(refused.base.id);
    const { rebase } = await import("./draft.ts");
    const { changed, now, draft: merged } = rebase(draft, refused.base, theirs, zone);
    return { base: theirs, draft: merged, problems: {}, conflict: { changed, now } };
  } catch (error) {
    const isGone = error instanceof ApiError && error.status === 404;
    return isGone ? { ...refused, isGone } : refused;
  }
}

const loadEditor = () => import("./session-editor.tsx").then((module) => module.SessionEditor);

/** The editors that are open, and what becomes of what is typed into them. */
export function useEditing() {
  const client = useQueryClient();
  const { timezone } = useCurrentUser();
  const { edit } = useTracking();
  const [editors, setEditors] = useState<Editors>(new Map());
  const isThere = useIsMounted();
  const [Editor, getEditor] = usePart(loadEditor);

  const put = useCallback((id: number, editing: Editing | null) => {
    setEditors((known) => {
      const next = new Map(known);
      if (editing) next.set(id, editing);
      else next.delete(id);
      return next;
    });
  }, []);

  const send = useCallback(
    async (editing: Editing, draft: Draft, changes: SessionChanges): Promise<void> => {
      for (let current = editing; ; ) {
        try {
          await edit(current.base, changes);
          return;
        } catch (error) {
          const { base } = current;
          if (!isThere.current) {
            const said = `${formatPullRequest(base)} was not changed`;
            if (isLeftToForm(error)) toast.error(said, { description: error.message });
            return;
          }
          const refused = refusedOf(current, draft, error);
          const isConflict = error instanceof ApiError && error.code === "CONFLICT";
          const found = isConflict ? await lookAgain(refused, draft, timezone) : refused;
          // Only the instant of its last change differs: that was an edit of one's own, still on its way.
          const isSame = found.conflict?.changed.length === 0;
          if (!isSame) return put(base.id, found);
          current = { base: found.base, problems: {} };
        }
      }
    },
    [edit, put, timezone, isThere],
  );

  return useMemo(
    () => ({
      editors,
      /** What an editor is drawn by, once it is there. */
      Editor,
      open: (session: Session) => {
        getEditor();
        put(session.id, { base: session, problems: {} });
      },
      close: (id: number) => put(id, null),
      update: (id: number, editing: Editing) => put(id, editing),
      /** Shows the change at once; when it is refused the editor is back, with what was typed. */
      save: (editing: Editing, draft: Draft, changes: SessionChanges) => {
        put(editing.base.id, null);
        if (Object.keys(changes).length === 0) return;
        void send(editing, draft, changes);
      },
      /** Drops what was typed, for what the other change has made of the session. */
      takeTheirs: ({ base }: Editing) => {
        put(base.id, null);
        putSession(client, base, timezone);
      },
    }),
    [editors, Editor, getEditor, put, send, client, timezone],
  );
}

export type EditingParts = ReturnType<typeof useEditing>;
