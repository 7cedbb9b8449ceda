"use client";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogTitle } from "@/components/ui/dialog.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatMoment } from "@/lib/core/format.ts";
import type { Sequence } from "@/lib/practice/shapes.ts";
import { changesElsewhere, combine, stepsClash } from "./compare.ts";
import { type Draft, draftOf } from "./draft.ts";

interface ConflictDialogProps {
  base: Draft;
  mine: Draft;
  theirs: Sequence;
  /** Saves this draft over what is there now. */
  onSave: (draft: Draft) => void;
  onTakeTheirs: () => void;
  /** Goes on editing; the next save asks again. */
  onClose: () => void;
}

/** Says what another save has changed, and asks what is to stand. */
export function ConflictDialog({ base, mine, theirs, onSave, onTakeTheirs, onClose }: ConflictDialogProps) {
  const { timezone } = useCurrentUser();
  const now = draftOf(theirs);
  const changes = changesElsewhere(base, mine, now);
  const both = combine(base, mine, now);
  const clash = stepsClash(base, mine, now);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="md:max-w-lg">
        <DialogTitle>This sequence was changed elsewhere</DialogTitle>
        <DialogDescription>
          It was saved elsewhere after you started editing: {formatMoment(theirs.updated_at, timezone, Date.now())}.
          Your changes are not lost.
        </DialogDescription>
        <ul
          aria-label="Changes made elsewhere"
          className="grid max-h-72 gap-2 overflow-y-auto rounded-md bg-sunken p-3"
        >
          {changes.map(({ words, yours }) => (
            <li key={words} className="wrap-anywhere">
              <bdi>{words}</bdi>
              {yours !== undefined && (
                <span className="block text-muted">
                  Yours: <bdi>{yours}</bdi>
                </span>
              )}
            </li>
          ))}
        </ul>
        {clash && (
          <p className="text-muted">You changed the steps too, so the changes cannot be merged automatically.</p>
        )}
        <DialogFooter className="md:flex-wrap">
          <Button variant="ghost" onClick={onClose}>
            Keep editing
          </Button>
          <Button variant="outline" onClick={onTakeTheirs}>
            Use theirs
          </Button>
          <Button variant={both ? "outline" : "ink"} onClick={() => onSave(mine)}>
            Keep mine
          </Button>
          {both && <Button onClick={() => onSave(both)}>Keep both changes</Button>}
        </DialogFooter>
        <p className="text-muted text-xs">
          “Keep mine” overwrites the other version. “Use theirs” keeps yours as a draft in this browser.
        </p>
      </DialogContent>
    </Dialog>
  );
}
