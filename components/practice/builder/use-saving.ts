"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { ApiError } from "@/lib/api/api-error.ts";
import { read, write } from "@/lib/client/api.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { retryWrite } from "@/lib/client/retry-write.ts";
import { SignInDeclined } from "@/lib/client/session-expiry.ts";
import type { practiceContract } from "@/lib/practice/contract.ts";
import type { Sequence } from "@/lib/practice/shapes.ts";
import { blankDraft, type Draft, draftOf, inputOf, isSame } from "./draft.ts";
import { hasProblems, noProblems, type Problems, problemsOfApi } from "./problems.ts";

/** What a draft began from. */
export interface Origin {
  /** Null while it is not made yet. */
  id: number | null;
  version: number | null;
  base: Draft;
}

export const originOf = (sequence: Sequence): Origin => ({
  id: sequence.id,
  version: sequence.version,
  base: draftOf(sequence),
});

/** Of a sequence that is to be made. */
export const unmade: Origin = { id: null, version: null, base: blankDraft };

/** What came of saving. */
export type Outcome =
  | { kind: "saved"; sequence: Sequence }
  /** Another save, usually from another tab, came first. */
  | { kind: "conflict"; theirs: Sequence }
  | { kind: "gone" }
  | { kind: "refused"; problems: Problems; message: string | undefined };

const refusal = (message: string): Outcome => ({ kind: "refused", problems: noProblems, message });

/** Looks what has become of a sequence that has another version by now. */
async function lookAgain(id: number, sent: Draft, base: Draft): Promise<Outcome | Origin> {
  try {
    const theirs = await read<typeof practiceContract.getSequence>(`/sequences/${id}`);
    const now = draftOf(theirs);
    // The answer to an earlier try was lost, though it had been done.
    if (isSame(now, sent)) return { kind: "saved", sequence: theirs };
    // It was saved as it had been: only its version is another.
    if (isSame(now, base)) return originOf(theirs);
    return { kind: "conflict", theirs };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return { kind: "gone" };
    return refusal("This was changed elsewhere, and the changes failed to load. Try again.");
  }
}

function outcomeOf(error: unknown, sent: Draft): Outcome {
  if (error instanceof SignInDeclined)
    return refusal("You are signed out. Nothing was saved, but your draft is kept here.");
  if (!(error instanceof ApiError)) throw error;
  if (error.code === "NOT_FOUND") return { kind: "gone" };
  const problems = problemsOfApi(error.fields, sent);
  return { kind: "refused", problems, message: hasProblems(problems) ? undefined : error.message };
}

/** Saves drafts, one at a time; waits for connection and sign-in as long as it takes. */
export function useSaving() {
  const client = useQueryClient();
  const { id: person } = useCurrentUser();
  const [isSaving, setSaving] = useState(false);
  const underWay = useRef(false);
  /** Sent with each try to make the same sequence, which is then made once. */
  const tried = useRef({ sent: "", key: "" });

  const make = useCallback(
    (draft: Draft): Promise<Sequence> => {
      const input = inputOf(draft);
      const sent = JSON.stringify(input);
      if (tried.current.sent !== sent) tried.current = { sent, key: crypto.randomUUID() };
      const { key } = tried.current;
      return retryWrite(() =>
        write<typeof practiceContract.createSequence>("POST", "/sequences", { body: input, key, user: person }),
      );
    },
    [person],
  );

  const attempt = useCallback(
    async ({ id, version, base }: Origin, draft: Draft): Promise<Outcome> => {
      const input = inputOf(draft);
      const body = { ...(version !== null && { version }), ...input };
      const update = () =>
        write<typeof practiceContract.updateSequence>("PATCH", `/sequences/${id}`, { body, user: person });
      try {
        const sequence = id === null ? await make(draft) : await retryWrite(update);
        return { kind: "saved", sequence };
      } catch (error) {
        const isConflict = error instanceof ApiError && error.code === "CONFLICT" && id !== null;
        if (!isConflict) return outcomeOf(error, draft);
        const found = await lookAgain(id, draft, base);
        return "kind" in found ? found : attempt(found, draft);
      }
    },
    [make, person],
  );

  const save = useCallback(
    /** Answers undefined when it is being saved already. */
    async (origin: Origin, draft: Draft): Promise<Outcome | undefined> => {
      if (underWay.current) return undefined;
      underWay.current = true;
      setSaving(true);
      try {
        const outcome = await attempt(origin, draft);
        if (outcome.kind === "saved") void client.invalidateQueries({ queryKey: ["practice"] });
        return outcome;
      } finally {
        underWay.current = false;
        setSaving(false);
      }
    },
    [attempt, client],
  );

  return { isSaving, save };
}
