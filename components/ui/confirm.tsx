"use client";
import { type ReactNode, useRef } from "react";
import { Button } from "./button.tsx";
import { Dialog, DialogClose, DialogContent, DialogDescription, DialogFooter, DialogTitle } from "./dialog.tsx";

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The question, as "Delete 3 sessions?". */
  title: string;
  /** What it means, and whether it can be undone. */
  children: ReactNode;
  /** The button that does it, named after its act. */
  act: string;
  onConfirm: () => void;
  /** While it is being done the dialog stays. */
  pending?: boolean;
  /** Where the focus goes when what had it may be gone; undefined leaves that to the dialog. */
  focusAfter?: () => HTMLElement | null | undefined;
}

/** Asks before what cannot be undone; the way back has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, children, act, onConfirm, pending, focusAfter } = props;
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog open={open} onOpenChange={(next) => !pending && onOpenChange(next)}>
      <DialogContent
        bare
        role="alertdialog"
        onInteractOutside={(event) => event.preventDefault()}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          cancel.current?.focus();
        }}
        onCloseAutoFocus={(event) => {
          const next = focusAfter?.();
          if (!next) return;
          event.preventDefault();
          next.focus();
        }}
      >
        <DialogTitle className="pr-0">{title}</DialogTitle>
        <DialogDescription>{children}</DialogDescription>
        <DialogFooter>
          <DialogClose asChild>
            <Button ref={cancel} variant="outline">
              Cancel
            </Button>
          </DialogClose>
          <Button variant="danger" disabled={pending} aria-busy={pending} onClick={onConfirm}>
            {act}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
