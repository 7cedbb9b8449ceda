"use client";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useGithub } from "@/components/tracking/github.tsx";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog.tsx";
import { Keys } from "@/components/ui/keyboard/keys.tsx";
import type { ShortcutAction } from "@/components/ui/keyboard/shortcuts.ts";
import { foreignHost, pullRequestProblem } from "@/lib/tracking/reference.ts";
import { useCommands } from "./use-commands.ts";

interface PaletteProps {
  open: boolean;
  /** What was typed before it was there. */
  typed: string;
  onClose: () => void;
  act: (act: ShortcutAction) => void;
}

const heading =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs";

/** The field and what it finds; it lives as long as the palette is open. */
function Finder({ typed, choose, act }: Pick<PaletteProps, "typed" | "act"> & { choose: (run: () => void) => void }) {
  const router = useRouter();
  const [search, setSearch] = useState(typed);
  const github = useGithub();
  const groups = useCommands(search, act, (path) => router.push(path));
  return (
    <Command label="Commands" loop vimBindings={false} className="flex min-h-0 flex-col">
      <div className="flex items-center gap-3 border-b px-4">
        <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
        <Command.Input
          value={search}
          onValueChange={setSearch}
          placeholder="Search or type a command"
          className="h-13 w-full min-w-0 bg-transparent text-base outline-none placeholder:text-muted"
        />
      </div>
      <Command.List label="Found" className={`min-h-0 overflow-y-auto overscroll-contain p-2 pt-0 ${heading}`}>
        <Command.Empty className="px-2 py-8 text-center text-muted">
          {foreignHost(search, github) === null
            ? "No results. To track a pull request, type owner/repo#123."
            : pullRequestProblem(search, github)}
        </Command.Empty>
        {groups.map(({ heading, commands }) => (
          <Command.Group key={heading} heading={heading}>
            {commands.map(({ label, value = label, icon: Icon, keys, also, run }) => (
              <Command.Item
                key={value}
                value={value}
                {...(also && { keywords: also })}
                onSelect={() => choose(run)}
                className="flex min-h-10 cursor-pointer scroll-my-2 items-center gap-3 rounded-md px-2 data-[selected=true]:bg-sunken"
              >
                <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />
                <span className="min-w-0 flex-1 truncate">{label}</span>
                {keys && <Keys keys={keys} className="max-md:hidden" />}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

/** Goes anywhere and does the common acts. */
export function CommandPalette({ open, typed, onClose, act }: PaletteProps) {
  const chosen = useRef<() => void>(null);
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        bare
        aria-describedby={undefined}
        // On top on phones too: their keyboard takes the place below.
        className="top-0 bottom-auto flex max-h-[55dvh] flex-col gap-0 overflow-hidden rounded-t-none rounded-b-lg p-0 pb-0 md:max-h-[26rem] md:max-w-lg md:rounded-lg md:pb-0"
        onOpenAutoFocus={(event) => {
          // Radix would mark what was typed ahead, and the next letter would take its place.
          event.preventDefault();
          const field = event.currentTarget instanceof HTMLElement && event.currentTarget.querySelector("input");
          if (!field) return;
          field.focus();
          field.setSelectionRange(field.value.length, field.value.length);
        }}
        onCloseAutoFocus={(event) => {
          // What was chosen is done once the page is free again, as it may move the focus.
          chosen.current?.();
          if (chosen.current && document.activeElement !== document.body) event.preventDefault();
          chosen.current = null;
        }}
      >
        <DialogTitle className="sr-only">Search and commands</DialogTitle>
        <Finder
          typed={typed}
          act={act}
          choose={(run) => {
            chosen.current = run;
            onClose();
          }}
        />
      </DialogContent>
    </Dialog>
  );
}
