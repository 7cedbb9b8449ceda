import { cn } from "@/components/ui/cn.ts";

/** Stint's mark: a stretch of work on the ring of a day. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn("size-6", className)}>
      <circle cx="12" cy="12" r="8.5" fill="none" strokeWidth="4" className="stroke-line" />
      <path
        d="M12 3.5a8.5 8.5 0 0 1 7.36 12.75"
        fill="none"
        strokeWidth="4"
        strokeLinecap="round"
        className="stroke-work"
      />
    </svg>
  );
}

/** The mark with the name. */
export function Brand({ className }: { className?: string }) {
  return (
    <span className={cn("flex items-center gap-2 font-semibold text-base tracking-tight", className)}>
      <Mark />
      Stint
    </span>
  );
}
