"use client";
import { type ReactNode, useSyncExternalStore } from "react";
import { cn } from "@/components/ui/cn.ts";

const stillness = "(prefers-reduced-motion: reduce)";

function watch(listener: () => void): () => void {
  const query = matchMedia(stillness);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

const useStillness = (): boolean =>
  useSyncExternalStore(
    watch,
    () => matchMedia(stillness).matches,
    () => false,
  );

interface RingProps {
  /** Milliseconds left, of how many. */
  left: number;
  of: number;
  /** A way into a pose rather than the pose. */
  quiet: boolean;
  className?: string;
  children: ReactNode;
}

/** A ring that empties around what is in it; second by second for who asked for less motion. */
export function Ring({ left, of, quiet, className, children }: RingProps) {
  const still = useStillness();
  const shown = still ? Math.ceil(left / 1000) * 1000 : left;
  const share = of > 0 ? Math.min(1, shown / of) : 0;
  return (
    <div className={cn("relative grid place-items-center", className)}>
      <svg viewBox="0 0 100 100" aria-hidden="true" className="-rotate-90 absolute inset-0 size-full">
        <circle cx="50" cy="50" r="48.5" fill="none" strokeWidth="1.5" className="stroke-line" />
        <circle
          cx="50"
          cy="50"
          r="48.5"
          fill="none"
          strokeWidth="1.8"
          strokeLinecap="round"
          pathLength="1"
          strokeDasharray="1 1"
          strokeDashoffset={1 - share}
          className={cn(
            "transition-[stroke-dashoffset] duration-200 ease-linear",
            quiet ? "stroke-edge" : "stroke-practice",
            share === 0 && "opacity-0",
          )}
        />
      </svg>
      {children}
    </div>
  );
}
