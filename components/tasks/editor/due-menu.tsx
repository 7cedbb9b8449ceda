"use client";
import { CalendarDays, CalendarX } from "lucide-react";
import type { ReactNode } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatDate } from "@/lib/core/format.ts";
import { nearDays } from "./days.ts";

interface DueMenuProps {
  today: string;
  due: string | null;
  /** The button it belongs to. */
  children: ReactNode;
  onClose: () => void;
  onChoose: (date: string | null) => void;
  /** Any other day, in the editor. */
  onOther: () => void;
  /** Takes the focus back. */
  focusAfter: () => void;
}

/** Puts a task off to one of the next days, or takes its date away. Load it where it is first opened. */
export function DueMenu({ today, due, children, onClose, onChoose, onOther, focusAfter }: DueMenuProps) {
  const { week_start } = useCurrentUser();
  return (
    <DropdownMenu open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent
        align="end"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          focusAfter();
        }}
      >
        {nearDays(today, week_start).map(({ name, date }) => (
          <DropdownMenuItem key={name} onSelect={() => onChoose(date)}>
            <CalendarDays aria-hidden="true" />
            {name}
            <span className="ml-auto pl-4 text-muted text-xs">{name === "Today" ? "" : formatDate(date, today)}</span>
          </DropdownMenuItem>
        ))}
        {due !== null && (
          <DropdownMenuItem onSelect={() => onChoose(null)}>
            <CalendarX aria-hidden="true" />
            No date
          </DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={onOther}>Another date…</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
