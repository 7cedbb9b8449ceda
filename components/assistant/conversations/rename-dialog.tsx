"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/forms/field.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTitle } from "@/components/ui/dialog.tsx";

/** As the API takes it. */
const longestTitle = 120;

interface RenameDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  pending: boolean;
  /** Why the server did not take it. */
  error: string | undefined;
  onRename: (title: string) => void;
}

/** Asks for another title. */
export function RenameDialog({ open, onOpenChange, title, pending, error, onRename }: RenameDialogProps) {
  const [typed, setTyped] = useState(title);
  const [isSent, setSent] = useState(false);
  const length = typed.trim().length;
  const wrong =
    length === 0 ? "Enter a title" : length > longestTitle ? `At most ${longestTitle} characters` : undefined;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setSent(true);
    if (wrong === undefined && !pending) onRename(typed.trim());
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent bare aria-describedby={undefined}>
        <DialogTitle className="pr-0">Rename this conversation</DialogTitle>
        <form className="grid gap-4" onSubmit={submit} noValidate>
          <Field
            label="Title"
            name="title"
            dir="auto"
            autoComplete="off"
            autoFocus
            value={typed}
            error={(isSent ? wrong : undefined) ?? error}
            onFocus={({ target }) => target.select()}
            onChange={({ target }) => setTyped(target.value)}
          />
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <Button type="submit" aria-busy={pending} disabled={pending}>
              Rename
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
