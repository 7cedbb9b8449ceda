"use client";
import { cn } from "@/components/ui/cn.ts";
import { formatTicking } from "@/lib/core/format.ts";
import { Figures } from "./duration.tsx";
import { useNow } from "./now.tsx";

/** The time since an instant (milliseconds), ticking. */
export function Ticking({ since, className }: { since: number; className?: string }) {
  const [long, short] = formatTicking((useNow() - since) / 1000);
  return (
    <span role="timer" className={cn("whitespace-nowrap", className)}>
      {long && <Figures text={`${long} `} />}
      <span className={long && "text-muted"}>
        <Figures text={short} />
      </span>
    </span>
  );
}
