"use client";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog.tsx";
import { ConversationList } from "./conversation-list.tsx";
import type { ConversationActs } from "./use-conversation-actions.tsx";

interface ConversationSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  current: number | null;
  acts: ConversationActs;
}

/** The list of conversations where there is no room for it beside them. */
export function ConversationSheet({ open, onOpenChange, current, acts }: ConversationSheetProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        aria-describedby={undefined}
        onOpenAutoFocus={(event) => {
          // The field for a search would open a phone's keyboard over the list.
          event.preventDefault();
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
        }}
        className="h-[85dvh] grid-cols-1 grid-rows-[auto_minmax(0,1fr)] md:inset-y-0 md:top-0 md:left-0 md:h-dvh md:max-h-dvh md:max-w-80 md:translate-x-0 md:rounded-none"
      >
        <DialogTitle>Conversations</DialogTitle>
        <ConversationList current={current} acts={acts} onFollow={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}
