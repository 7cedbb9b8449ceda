"use client";
import { useSyncExternalStore } from "react";
import { cn } from "@/components/ui/cn.ts";

const never = () => () => {};

/** Whether ⌘ takes the part of Ctrl here. */
export const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

const useApple = (): boolean => useSyncExternalStore(never, isApple, () => false);

const named: Record<string, string> = { Escape: "Esc" };

function formatKey(key: string, apple: boolean): string {
  if (!key.startsWith("Mod+")) return named[key] ?? (/[a-z]/.test(key) ? key.toUpperCase() : key);
  const rest = key.slice("Mod+".length).toUpperCase();
  return apple ? `⌘${rest}` : `Ctrl ${rest}`;
}

interface KeysProps {
  /** As in the list of shortcuts. */
  keys: readonly string[];
  className?: string;
}

/** The keys of a shortcut, as they stand on this keyboard. */
export function Keys({ keys, className }: KeysProps) {
  const apple = useApple();
  return (
    <span className={cn("flex shrink-0 items-center gap-1 text-muted text-xs", className)}>
      {keys.map((key, index) => (
        <span key={key} className="contents">
          {index > 0 && "then"}
          <kbd className="grid h-5 min-w-5 place-items-center rounded-sm border border-line bg-paper px-1 font-sans">
            {formatKey(key, apple)}
          </kbd>
        </span>
      ))}
    </span>
  );
}
