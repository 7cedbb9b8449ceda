"use client";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from "react";
import { observeView } from "@/components/ui/observe-view.ts";

/** Whether Today's card of the running session can be seen; undefined while no page shows one. */
let cardInView: boolean | undefined;
const listeners = new Set<() => void>();

function setCardInView(value: boolean | undefined): void {
  cardInView = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Goes around the card. */
export function RunningCardObserver({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!ref.current) return;
    const stop = observeView(ref.current, setCardInView);
    return () => {
      stop();
      setCardInView(undefined);
    };
  }, []);
  return (
    <div ref={ref} className="grid grid-cols-1">
      {children}
    </div>
  );
}

/** Goes around the pill: a phone has no room to show the same session twice. */
export function UnlessCardInView({ children }: { children: ReactNode }) {
  // Today begins with the card, so there the pill waits until it is known to be out of sight.
  const expected = usePathname() === "/today";
  const hidden = useSyncExternalStore(
    subscribe,
    () => cardInView ?? expected,
    () => expected,
  );
  return hidden ? null : children;
}
