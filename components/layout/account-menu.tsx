"use client";
import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { type ComponentProps, type RefObject, startTransition, useEffect, useRef } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import { signOut } from "@/lib/accounts/actions.ts";

/** Begins at the first item, as a menu that was opened by keyboard does. */
function FocusFirst() {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    ref.current?.closest("[role=menu]")?.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
  }, []);
  return <span ref={ref} hidden />;
}

export interface AccountMenuProps {
  email: string;
  open: boolean;
  onClose: () => void;
  /** What it belongs to, and where the focus goes afterwards. */
  button: RefObject<HTMLButtonElement | null>;
  byKeyboard: boolean;
  side: ComponentProps<typeof DropdownMenuContent>["side"];
}

/** Who is signed in, the theme, and the way out. Its button stands before it is loaded, so it comes from outside. */
export function AccountMenu({ email, open, onClose, button, byKeyboard, side }: AccountMenuProps) {
  const { theme = "system", setTheme } = useTheme();
  return (
    <DropdownMenu open={open} onOpenChange={(next) => !next && onClose()}>
      <DropdownMenuTrigger asChild>
        {/* Lies over the button to say where the menu goes. */}
        <span aria-hidden="true" className="pointer-events-none absolute inset-0" />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        side={side}
        align={side === "bottom" ? "end" : "start"}
        aria-labelledby={button.current?.id}
        onInteractOutside={(event) => {
          // The button itself closes what it has opened.
          if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (document.activeElement === document.body) button.current?.focus();
        }}
      >
        {byKeyboard && <FocusFirst />}
        <DropdownMenuLabel className="max-w-64 truncate">{email}</DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuRadioGroup value={theme} onValueChange={setTheme} aria-label="Theme">
          <DropdownMenuRadioItem value="light">
            <Sun aria-hidden="true" /> Light
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">
            <Moon aria-hidden="true" /> Dark
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="system">
            <Monitor aria-hidden="true" /> System
          </DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => startTransition(() => signOut())}>
          <LogOut aria-hidden="true" /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
