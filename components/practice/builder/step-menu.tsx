"use client";
import { ArrowDown, ArrowUp, Copy, Ellipsis, ListPlus, Trash2 } from "lucide-react";
import { useRef } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import type { DraftStep, StepChange } from "./draft.ts";

/** What can be done to a step. */
export interface StepActs {
  /** @param about the field, so that typing in it is one change to undo */
  change: (key: string, change: StepChange, about: string) => void;
  /** @param to its place, from 0 */
  move: (key: string, to: number) => void;
  duplicate: (key: string) => void;
  remove: (key: string) => void;
  /** Has the next pose come behind this step. */
  addAfter: (key: string) => void;
}

interface StepMenuProps {
  step: DraftStep;
  place: number;
  count: number;
  acts: StepActs;
}

const keys = "ml-auto pl-4 text-muted text-xs";

/** What is done to a step seldom enough to stand in a menu. */
export function StepMenu({ step: { key, english_name }, place, count, acts }: StepMenuProps) {
  /** The focus goes elsewhere than back to the button. */
  const goesOn = useRef(false);
  const goOn = (act: () => void) => () => {
    goesOn.current = true;
    act();
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`More for step ${place + 1}, ${english_name}`}
        className="grid size-9 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
      >
        <Ellipsis aria-hidden="true" className="size-4" />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        align="end"
        onCloseAutoFocus={(event) => {
          if (goesOn.current) event.preventDefault();
          goesOn.current = false;
        }}
      >
        <DropdownMenuItem disabled={place === 0} onSelect={() => acts.move(key, place - 1)}>
          <ArrowUp aria-hidden="true" /> Move up <span className={keys}>Alt ↑</span>
        </DropdownMenuItem>
        <DropdownMenuItem disabled={place === count - 1} onSelect={() => acts.move(key, place + 1)}>
          <ArrowDown aria-hidden="true" /> Move down <span className={keys}>Alt ↓</span>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => acts.duplicate(key)}>
          <Copy aria-hidden="true" /> Duplicate
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={goOn(() => acts.addAfter(key))}>
          <ListPlus aria-hidden="true" /> Add a pose after this
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem tone="danger" onSelect={goOn(() => acts.remove(key))}>
          <Trash2 aria-hidden="true" /> Remove
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
