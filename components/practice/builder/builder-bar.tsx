"use client";
import { Copy, Ellipsis, LoaderCircle, Redo2, Trash2, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import { Hint } from "@/components/ui/tooltip.tsx";
import { formatCount } from "@/lib/core/format.ts";
import { formatSeconds } from "./draft.ts";

interface BuilderBarProps {
  total: number;
  count: number;
  /** Whether all is saved, in a few words. */
  status: string;
  isSaving: boolean;
  onSave: () => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  /** What can be done with a sequence that is made already. */
  made?: { isChanged: boolean; onCopy: () => void; onRemove?: () => void } | undefined;
}

/** How long the sequence takes, and what is done with it as a whole; stays in sight. */
export function BuilderBar({ total, count, status, isSaving, onSave, undo, redo, made }: BuilderBarProps) {
  return (
    <div className="sticky top-0 z-30 -mx-4 flex items-center gap-1 border-b bg-paper px-4 py-2 md:-mx-8 md:px-8">
      <div className="mr-auto min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="figures whitespace-nowrap font-medium text-lg">
            <span className="sr-only">Takes </span>
            {formatSeconds(total)}
          </span>
          <span className="text-muted whitespace-nowrap">{formatCount(count, "pose")}</span>
        </p>
        <p role="status" className="truncate text-muted text-xs">
          {status}
        </p>
      </div>
      <Hint text="Undo">
        <Button variant="ghost" size="icon" aria-label="Undo" disabled={!undo} onClick={undo}>
          <Undo2 aria-hidden="true" />
        </Button>
      </Hint>
      <Hint text="Redo">
        <Button variant="ghost" size="icon" aria-label="Redo" disabled={!redo} onClick={redo}>
          <Redo2 aria-hidden="true" />
        </Button>
      </Hint>
      {made && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon" aria-label="More for this sequence">
              <Ellipsis aria-hidden="true" />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={made.onCopy}>
              <Copy aria-hidden="true" /> {made.isChanged ? "Save as a copy" : "Duplicate"}
            </DropdownMenuItem>
            {made.onRemove && (
              <DropdownMenuItem tone="danger" onSelect={made.onRemove}>
                <Trash2 aria-hidden="true" /> Delete…
              </DropdownMenuItem>
            )}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
      <Button
        className="relative ml-1"
        aria-busy={isSaving}
        aria-disabled={isSaving}
        title="⌘S or Ctrl S"
        onClick={onSave}
      >
        <span className={isSaving ? "invisible contents" : "contents"}>Save</span>
        {isSaving && <LoaderCircle aria-hidden="true" className="absolute animate-spin" />}
      </Button>
    </div>
  );
}
