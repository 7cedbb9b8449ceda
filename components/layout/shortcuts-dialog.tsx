"use client";
import { SwitchField } from "@/components/forms/choice-field.tsx";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog.tsx";
import { assistantShortcuts } from "@/components/ui/keyboard/assistant-shortcuts.ts";
import { Keys } from "@/components/ui/keyboard/keys.tsx";
import { type Shortcut, shortcuts } from "@/components/ui/keyboard/shortcuts.ts";
import { setSingleKeys, useSingleKeys } from "@/components/ui/keyboard/single-key-shortcuts.ts";
import { taskShortcuts } from "@/components/ui/keyboard/task-shortcuts.ts";

function List({ of }: { of: readonly Shortcut[] }) {
  return (
    <dl className="grid">
      {of.map(({ keys, label }) => (
        <div key={label} className="flex min-h-9 items-center justify-between gap-4 border-b last:border-none">
          <dt>{label}</dt>
          <dd>
            <Keys keys={keys} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Every shortcut there is, and the switch that turns those of single keys off. */
export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const singleKeys = useSingleKeys();
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        aria-describedby={undefined}
        onOpenAutoFocus={(event) => {
          // The list is to be read; a switch that Space turns off at once is a bad beginning.
          event.preventDefault();
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
        }}
      >
        <DialogTitle>Keyboard shortcuts</DialogTitle>
        <List of={shortcuts} />
        <section aria-labelledby="task-shortcuts" className="mt-2 grid gap-1">
          <h3 id="task-shortcuts" className="text-muted text-xs">
            On Tasks (override the above)
          </h3>
          <List of={taskShortcuts} />
        </section>
        <section aria-labelledby="assistant-shortcuts" className="mt-2 grid gap-1">
          <h3 id="assistant-shortcuts" className="text-muted text-xs">
            On Assistant
          </h3>
          <List of={assistantShortcuts} />
        </section>
        <SwitchField
          label="Single-key shortcuts"
          hint="When off, only shortcuts with ⌘ or Ctrl work. Saved in this browser."
          name="single-keys"
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.target.checked)}
        />
      </DialogContent>
    </Dialog>
  );
}
