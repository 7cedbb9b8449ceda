"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { removeSequence } from "@/components/practice/sequences/remove-sequence.ts";
import { toast } from "@/components/ui/toast.ts";
import { useIsMounted } from "@/components/ui/use-is-mounted.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import type { Sequence } from "@/lib/practice/shapes.ts";
import { copyName, type Draft, draftOf, isSame } from "./draft.ts";
import { hasProblems, noProblems, problemsOf } from "./problems.ts";
import type { useBuilder } from "./use-builder.ts";
import type { LeftDraft, useKeptDrafts } from "./use-kept-drafts.ts";
import { type Origin, type Outcome, originOf, unmade, useSaving } from "./use-saving.ts";

const pageOf = (id: number): `/practice/sequences/${number}` => `/practice/sequences/${id}`;

/** What is done with a draft as a whole, and what comes of it. */
export function useSaves(builder: ReturnType<typeof useBuilder>, kept: ReturnType<typeof useKeptDrafts>) {
  const { origin, setOrigin, draft, isChanged, edit, setTold } = builder;
  const router = useRouter();
  const { id: person } = useCurrentUser();
  const saving = useSaving();
  const isThere = useIsMounted();
  const [asked, setAsked] = useState(0);
  const [message, setMessage] = useState<string>();
  const [isGone, setGone] = useState(false);
  const [conflict, setConflict] = useState<Sequence | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const [isBusy, setBusy] = useState(false);

  /** Points at what is wrong; the count tells one time from the next. */
  const point = () => setAsked((times) => times + 1);

  /** Reports a save whose builder was left before it finished: the user stays where they are. */
  function notifyOfConflict(sent: Draft, { kind }: Outcome): void {
    if (kind === "saved") {
      kept.drop(sent);
      toast.success(`${sent.name} saved`);
    } else toast.error(`${sent.name} was not saved`, { description: "Open it again: your draft was saved." });
  }

  function saved(from: Origin, sequence: Sequence): void {
    if (from.id === null) kept.drop();
    setOrigin(originOf(sequence));
    setAsked(0);
    if (from.id !== null) return void toast.success("Saved");
    toast.success(`${sequence.name} saved`);
    // Next leaves a page where the one before was scrolled to, as long as its first line is in the window.
    window.scrollTo({ top: 0, behavior: "instant" });
    router.push(pageOf(sequence.id));
  }

  async function saveAs(from: Origin, wanted: Draft): Promise<void> {
    setMessage(undefined);
    if (hasProblems(problemsOf(wanted))) return point();
    const outcome = await saving.save(from, wanted);
    if (outcome && !isThere.current) return notifyOfConflict(wanted, outcome);
    if (outcome?.kind === "saved") saved(from, outcome.sequence);
    if (outcome?.kind === "conflict") setConflict(outcome.theirs);
    if (outcome?.kind === "gone") setGone(true);
    if (outcome?.kind === "refused") {
      setTold(outcome.problems);
      setMessage(outcome.message);
      if (hasProblems(outcome.problems)) point();
    }
  }

  return {
    asked,
    message,
    isGone,
    conflict,
    isRemoving,
    setRemoving,
    isSaving: saving.isSaving || isBusy,
    save: () => {
      if (isGone) return;
      if (origin.id !== null && !isChanged) return void toast("All changes saved.");
      void saveAs(origin, draft);
    },
    /** Saves over what another save has made of it. */
    saveOver: (wanted: Draft) => {
      if (!conflict) return;
      const from = originOf(conflict);
      setConflict(null);
      setOrigin(from);
      edit(wanted);
      void saveAs(from, wanted);
    },
    /** Shows what is kept there; the draft stays in this browser, to be restored. */
    takeTheirs: () => {
      if (!conflict) return;
      kept.leave();
      setConflict(null);
      setTold(noProblems);
      setOrigin(originOf(conflict));
      edit(draftOf(conflict));
    },
    closeConflict: () => setConflict(null),
    saveAsNew: () => {
      kept.drop();
      setOrigin(unmade);
      setGone(false);
      void saveAs(unmade, draft);
    },
    restore: (left: LeftDraft) => {
      const { version, base, draft: found } = left.kept;
      kept.adopt(left, isChanged && !isSame(draft, found));
      setOrigin({ id: origin.id, version, base });
      edit(found);
      setAsked(0);
    },
    /** Makes another sequence of what is here, and goes on with that one. */
    copy: async () => {
      setMessage(undefined);
      const copy = { ...draft, name: copyName(draft.name), is_public: false };
      if (hasProblems(problemsOf(copy))) return point();
      const outcome = await saving.save(unmade, copy);
      if (outcome?.kind === "refused") setMessage(outcome.message ?? "Some fields need attention.");
      if (outcome?.kind !== "saved") return;
      kept.drop();
      // Nothing of it is left to be kept here.
      setOrigin({ ...origin, base: draft });
      toast.success(`${outcome.sequence.name} saved`);
      if (isThere.current) router.push(`${pageOf(outcome.sequence.id)}/edit`);
    },
    remove: async () => {
      const { id } = origin;
      if (id === null) return;
      setBusy(true);
      try {
        await removeSequence(person, id);
      } catch (error) {
        setMessage(error instanceof Error ? error.message : "The sequence was not deleted.");
        return;
      } finally {
        setBusy(false);
        setRemoving(false);
      }
      kept.drop();
      setOrigin({ ...origin, base: draft });
      toast.success(`${origin.base.name} deleted`);
      if (isThere.current) router.push("/practice");
    },
  };
}
