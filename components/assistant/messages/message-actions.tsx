"use client";
import { Pencil, RotateCcw } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { Moment } from "@/components/time/moment.tsx";
import { useNow } from "@/components/time/now.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";

/** There while the pointer or the focus is on the message; always where there is no pointer to point with. */
const quiet =
  "opacity-0 transition-opacity duration-150 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100";

interface MessageActsProps {
  /** What is copied; empty where nothing is to be. */
  text: string;
  copyLabel: string;
  /** When it was written; null while it is. */
  at: string | null;
  /** Which model wrote it. */
  model?: string | null;
  className?: string;
  children?: ReactNode;
}

/** What one can do with a message, under it. */
export function MessageActions({ text, copyLabel, at, model, className, children }: MessageActsProps) {
  const { timezone } = useCurrentUser();
  const now = useNow(60_000);
  return (
    <div className={cn("flex min-h-8 flex-wrap items-center gap-x-1 text-muted text-xs", quiet, className)}>
      {text !== "" && <CopyButton text={text} label={copyLabel} />}
      {children}
      {at !== null && <Moment instant={at} zone={timezone} now={now} className="px-1" />}
      {model && <span className="wrap-anywhere">{model === "built-in" ? "Built-in" : model}</span>}
    </div>
  );
}

/** Regenerates an answer. */
export function AgainButton({ onPress }: { onPress: () => void }) {
  return (
    <Button variant="ghost" size="icon" aria-label="Answer again" onClick={onPress}>
      <RotateCcw aria-hidden="true" />
    </Button>
  );
}

/** Opens a message of one's own to be changed and sent again. */
export function EditButton({ onPress, ref }: { onPress: () => void; ref: Ref<HTMLButtonElement> }) {
  return (
    <Button ref={ref} variant="ghost" size="icon" aria-label="Edit your message" onClick={onPress}>
      <Pencil aria-hidden="true" />
    </Button>
  );
}
