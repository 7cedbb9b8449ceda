"use client";
import { createContext, type ReactNode, useContext, useMemo, useRef, useSyncExternalStore } from "react";

/** The server's time, ticking. A browser's clock may be wrong by hours; durations on screen must not be. */

interface Clock {
  /** The server's time when it rendered, in milliseconds. */
  rendered: number;
  /** What to add to this browser's clock to get the server's. */
  offset: number;
}

const ClockContext = createContext<Clock>({ rendered: 0, offset: 0 });

/** Differences below this are the way from server to browser, not a wrong clock. */
const toleratedMs = 1500;

/** What was last found to be between the two clocks. */
let knownOffset = 0;

/** The server's time now, in milliseconds, for what happens in this browser. */
export const serverNow = (): number => Date.now() + knownOffset;

const never = () => () => {};

/** Whether what is rendered came with the document, and not later to a page that ran already. */
const useCameWithDocument = (): boolean =>
  useSyncExternalStore(
    never,
    () => false,
    () => true,
  );

/** When, by this browser's clock, the answer that carries the server's time came in. */
function arrival(withDocument: boolean): number {
  const [navigation] = performance.getEntriesByType("navigation");
  if (withDocument && navigation instanceof PerformanceNavigationTiming && navigation.responseStart > 0) {
    return performance.timeOrigin + navigation.responseStart;
  }
  return Date.now();
}

function offsetOf(rendered: number, withDocument: boolean): number {
  if (typeof window === "undefined") return 0;
  const difference = rendered - arrival(withDocument);
  knownOffset = Math.abs(difference) < toleratedMs ? 0 : difference;
  return knownOffset;
}

/** Gives the parts below it the server's time. */
export function ClockProvider({ rendered, children }: { rendered: number; children: ReactNode }) {
  const withDocument = useCameWithDocument();
  const first = useRef(withDocument ? rendered : undefined);
  // Hydration is over soon after; what came with the document still did.
  const clock = useMemo(() => ({ rendered, offset: offsetOf(rendered, rendered === first.current) }), [rendered]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 250);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * The server's time in milliseconds, in steps.
 * @param step how often it changes, in milliseconds; a parent that only shows minutes need not render each second
 */
export function useNow(step = 1000): number {
  const { rendered, offset } = useContext(ClockContext);
  return useSyncExternalStore(
    subscribe,
    () => Math.floor((Date.now() + offset) / step) * step,
    () => Math.floor(rendered / step) * step,
  );
}
