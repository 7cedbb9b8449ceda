"use client";
import { cn } from "@/components/ui/cn.ts";
import { sayTicking } from "@/lib/words.ts";
import { useNow } from "./now.tsx";

/** The time since an instant (milliseconds), ticking. */
export function Ticking({ since, className }: { since: number; className?: string }) {
  const [long, short] = sayTicking((useNow() - since) / 1000);
  return (
    <span role="timer" className={cn("figures whitespace-nowrap", className)}>
      {long}
      <span className={long ? "ml-[0.5ch] opacity-70" : ""}>{short}</span>
    </span>
  );
}
