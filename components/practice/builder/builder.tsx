"use client";
import { ListPlus } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Notice } from "@/components/forms/form-message.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ConfirmDialog } from "@/components/ui/confirm.tsx";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { useOnline } from "@/lib/client/connection.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatCount } from "@/lib/core/format.ts";
import type { Sequence } from "@/lib/practice/shapes.ts";
import { BalanceNotes } from "./balance-notes.tsx";
import { BuilderBar } from "./builder-bar.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { Details } from "./details.tsx";
import { formatSeconds, placeOf, totalOf } from "./draft.ts";
import { DraftOffer } from "./draft-offer.tsx";
import type { PoseChoice } from "./pose-choice.ts";
import { PosePicker } from "./pose-picker.tsx";
import { emergingProblems, joined, problemsOf } from "./problems.ts";
import { StepList } from "./step-list.tsx";
import { useBuilder } from "./use-builder.ts";
import { useBuilderKeys } from "./use-builder-keys.ts";
import { useKeptDrafts } from "./use-kept-drafts.ts";
import { useSaves } from "./use-saves.ts";
import { originOf, unmade } from "./use-saving.ts";

interface BuilderProps {
  /** What is edited; none when one is to be made. */
  sequence?: Sequence;
  poses: PoseChoice[];
}

/** On phones one looks first; a search that takes the focus would cover half of it with keys. */
const isTouched = (): boolean => window.matchMedia("(pointer: coarse)").matches;

/** Makes a sequence, or changes one. What is not saved is kept in this browser. */
export function Builder({ sequence, poses }: BuilderProps) {
  const { id: person } = useCurrentUser();
  const online = useOnline();
  const root = useRef<HTMLDivElement>(null);
  const [isChoosing, setChoosing] = useState(false);
  const choose = useCallback(() => {
    const search = root.current?.querySelector<HTMLElement>("[data-picker]");
    // Beside the steps where there is room, else in a dialog.
    if (search?.offsetParent) search.focus();
    else setChoosing(true);
  }, []);
  const builder = useBuilder(sequence ? originOf(sequence) : unmade, choose);
  const { origin, draft, acts, add, after, addAtEnd, said, edit, isChanged, told } = builder;
  const unsaved = useMemo(
    () => (isChanged ? { version: origin.version, base: origin.base, draft } : null),
    [isChanged, origin, draft],
  );
  const kept = useKeptDrafts({ person, sequence: origin.id }, unsaved);
  const [offer] = kept.left;
  const saves = useSaves(builder, kept);
  const { asked } = saves;
  useBuilderKeys({ save: saves.save, undo: builder.undo, redo: builder.redo });

  const own = asked === 0 ? emergingProblems(draft) : problemsOf(draft);
  const problems = joined(own, told);
  const total = totalOf(draft);
  const { length: count } = draft.steps;

  useEffect(() => {
    if (asked === 0) return;
    const wrong = root.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-problem]");
    wrong?.focus();
  }, [asked]);

  function status(): string {
    if (saves.isSaving) return online ? "Saving…" : "Waiting for the connection";
    if (!isChanged) return origin.id === null ? "No changes yet" : "All changes saved";
    return kept.isRefused ? "Unsaved changes, no draft saved" : "Unsaved changes, draft saved";
  }

  const at = after === null ? -1 : placeOf(draft, after);
  const picker = {
    poses,
    onAdd: add,
    after: at === -1 ? undefined : `${at + 1}. ${draft.steps[at]?.english_name}`,
    onAtEnd: addAtEnd,
    said,
  };

  return (
    <div ref={root} className="grid grid-cols-1 gap-5 **:scroll-mt-20">
      <h1 className="-mb-3 font-semibold text-lg">{origin.id === null ? "New sequence" : "Edit sequence"}</h1>
      <BuilderBar
        total={total}
        count={count}
        status={status()}
        isSaving={saves.isSaving}
        onSave={saves.save}
        undo={builder.canUndo ? builder.undo : undefined}
        redo={builder.canRedo ? builder.redo : undefined}
        made={
          origin.id === null
            ? undefined
            : { isChanged, onCopy: saves.copy, ...(sequence?.is_mine && { onRemove: () => saves.setRemoving(true) }) }
        }
      />
      <noscript>
        <p className="rounded-md bg-danger-soft p-3 text-danger">Turn on JavaScript to build a sequence.</p>
      </noscript>
      {offer && <DraftOffer left={offer} onRestore={() => saves.restore(offer)} onDiscard={() => kept.forget(offer)} />}
      {saves.message !== undefined && <Notice tone="danger">{saves.message}</Notice>}
      {saves.isGone && (
        <div className="grid justify-items-start gap-3 rounded-md bg-danger-soft p-3">
          <p role="alert" className="text-danger">
            This sequence was deleted. Your version is still here.
          </p>
          <Button onClick={saves.saveAsNew}>Save as a new sequence</Button>
        </div>
      )}
      <Details
        draft={draft}
        problems={problems.fields}
        onChange={(change, about) => edit({ ...draft, ...change }, "", about)}
      />
      <div className="grid grid-cols-1 gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <section aria-labelledby="builder-steps" className="grid grid-cols-1 content-start gap-3">
          <h2 id="builder-steps" className="font-semibold text-base">
            Poses
          </h2>
          <p role="status" className="sr-only">
            {said}
          </p>
          {problems.fields.steps !== undefined && (
            <p role="alert" tabIndex={-1} data-problem className="text-danger">
              {problems.fields.steps}
            </p>
          )}
          <BalanceNotes draft={draft} onPutRight={edit} />
          {count === 0 ? (
            <EmptyState icon={ListPlus} title="No poses yet" className="rounded-md border border-dashed">
              Add poses from the list; drag to reorder.
            </EmptyState>
          ) : (
            <StepList steps={draft.steps} problems={problems.steps} addedAfter={after} acts={acts} />
          )}
          <Button variant="outline" className="xl:hidden" onClick={choose}>
            <ListPlus aria-hidden="true" /> Add poses
          </Button>
        </section>
        <aside
          aria-label="Add poses"
          className="sticky top-20 hidden max-h-[min(100dvh-6rem,48rem)] min-h-96 self-start xl:flex"
        >
          <PosePicker {...picker} className="max-h-[inherit] w-full" />
        </aside>
      </div>
      <Dialog open={isChoosing} onOpenChange={setChoosing}>
        <DialogContent
          aria-describedby={undefined}
          className="flex h-[85dvh] flex-col md:max-w-lg"
          onOpenAutoFocus={(event) => isTouched() && event.preventDefault()}
        >
          <DialogTitle>Add poses</DialogTitle>
          <PosePicker {...picker} className="flex-1" />
          <div className="flex items-center justify-between gap-3">
            <p className="min-w-0 text-muted">
              {formatCount(count, "pose")}, <span className="figures whitespace-nowrap">{formatSeconds(total)}</span>
            </p>
            <Button onClick={() => setChoosing(false)}>Done</Button>
          </div>
        </DialogContent>
      </Dialog>
      {saves.conflict && (
        <ConflictDialog
          base={origin.base}
          mine={draft}
          theirs={saves.conflict}
          onSave={saves.saveOver}
          onTakeTheirs={saves.takeTheirs}
          onClose={saves.closeConflict}
        />
      )}
      <ConfirmDialog
        open={saves.isRemoving}
        onOpenChange={saves.setRemoving}
        title={`Delete ${origin.base.name}?`}
        act="Delete"
        pending={saves.isSaving}
        onConfirm={saves.remove}
      >
        This cannot be undone. Your practices of it stay in your history.
      </ConfirmDialog>
    </div>
  );
}
