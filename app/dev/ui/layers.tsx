"use client";
import { Info, MoreHorizontal, Trash2 } from "lucide-react";
import { useState } from "react";
import { Field } from "@/components/forms/field.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ConfirmDialog } from "@/components/ui/confirm.tsx";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from "@/components/ui/popover.tsx";
import { toast } from "@/components/ui/toast.ts";
import { Hint } from "@/components/ui/tooltip.tsx";
import { Specimen } from "./specimen.tsx";

/** A dialog, a confirmation, a menu, a popover, a tooltip, a toast. */
export function Layers() {
  const [isConfirming, setConfirming] = useState(false);
  return (
    <Specimen name="Press them">
      <Dialog>
        <DialogTrigger asChild>
          <Button variant="outline">Dialog</Button>
        </DialogTrigger>
        <DialogContent>
          <DialogTitle>Name this device</DialogTitle>
          <DialogDescription>So that you know it again in the list.</DialogDescription>
          <Field name="device" label="Name" />
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <DialogClose asChild>
              <Button>Save</Button>
            </DialogClose>
          </DialogFooter>
        </DialogContent>
      </Dialog>

      <Button variant="outline" onClick={() => setConfirming(true)}>
        Question
      </Button>
      <ConfirmDialog
        open={isConfirming}
        onOpenChange={setConfirming}
        title="Delete 3 sessions?"
        act="Delete"
        onConfirm={() => {
          setConfirming(false);
          toast("3 sessions deleted", { action: { label: "Undo", onClick: () => toast("They are back") } });
        }}
      >
        Their time goes from your totals. For ten seconds you can undo it.
      </ConfirmDialog>

      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="outline">
            <MoreHorizontal aria-hidden="true" /> Menu
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuLabel>vercel/next.js#84213</DropdownMenuLabel>
          <DropdownMenuSeparator />
          <DropdownMenuItem>Edit</DropdownMenuItem>
          <DropdownMenuItem disabled>Not now</DropdownMenuItem>
          <DropdownMenuItem tone="danger">
            <Trash2 aria-hidden="true" /> Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>

      <Popover>
        <PopoverTrigger asChild>
          <Button variant="outline">Popover</Button>
        </PopoverTrigger>
        <PopoverContent aria-label="About time">
          <p className="text-muted">A day begins at midnight in your zone, also when the clock changes.</p>
          <PopoverClose asChild>
            <Button size="sm" className="mt-3">
              Understood
            </Button>
          </PopoverClose>
        </PopoverContent>
      </Popover>

      <Hint text="Shown on hover and on focus; Escape takes it away">
        <Button variant="ghost">
          <Info aria-hidden="true" /> Hint
        </Button>
      </Hint>
      <Button variant="outline" onClick={() => toast.success("Ended vercel/next.js#84213 after 1 h 24 m")}>
        Good news
      </Button>
      <Button variant="outline" onClick={() => toast.error("Stint cannot be reached. Nothing was changed.")}>
        Bad news
      </Button>
    </Specimen>
  );
}
