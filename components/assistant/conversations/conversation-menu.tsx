"use client";
import { Download, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import type { ConversationActs, Named } from "./use-conversation-actions.tsx";

const formats = [
  { format: "md", label: "Export as Markdown" },
  { format: "json", label: "Export as JSON" },
];

interface ConversationMenuProps {
  conversation: Named;
  acts: ConversationActs;
  className?: string;
}

/** What one can do with a whole conversation. */
export function ConversationMenu({ conversation, acts, className }: ConversationMenuProps) {
  const mayWrite = useCurrentUser().role !== "viewer";
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={`More for “${conversation.title}”`}
          {...(className !== undefined && { className })}
        >
          <MoreHorizontal aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {mayWrite && (
          <DropdownMenuItem onSelect={() => acts.rename(conversation)}>
            <Pencil aria-hidden="true" /> Rename…
          </DropdownMenuItem>
        )}
        {formats.map(({ format, label }) => (
          <DropdownMenuItem key={format} asChild>
            <a href={`/api/v1/conversations/${conversation.id}/export?format=${format}`} download>
              <Download aria-hidden="true" /> {label}
            </a>
          </DropdownMenuItem>
        ))}
        {mayWrite && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem tone="danger" onSelect={() => acts.remove(conversation)}>
              <Trash2 aria-hidden="true" /> Delete…
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
