"use client";
import { type ReactNode, useCallback, useLayoutEffect, useRef } from "react";
import type { RefusedStart } from "@/components/tracking/running/refused-start.ts";
import { RunningCard } from "@/components/tracking/running/running.tsx";
import { Card } from "@/components/ui/card.tsx";
import type { Session } from "@/lib/tracking/shapes.ts";
import { StartForm } from "./start-form.tsx";

/** Calls `leave` before it is taken off the page. */
function Leaving({ leave, children }: { leave: () => void; children: ReactNode }) {
  useLayoutEffect(() => leave, [leave]);
  return children;
}

interface BeginProps {
  /** The running session. */
  session: Session | null;
  refused: RefusedStart | undefined;
  zone: string;
  now: number;
  /** Where GitHub is. */
  github: string;
}

/** The running session, or the form that starts one: both in the same place, and of the same size. */
export function StartOrRunning({ session, refused, zone, now, github }: BeginProps) {
  const place = useRef<HTMLDivElement>(null);
  const tookFocus = useRef(false);
  const leave = useCallback(() => {
    tookFocus.current = place.current?.contains(document.activeElement) ?? false;
  }, []);

  // Focus moves here from a button that was removed, and not to the top of the page.
  useLayoutEffect(() => {
    if (!tookFocus.current) return;
    tookFocus.current = false;
    const wrong = place.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    (wrong ?? place.current)?.focus({ preventScroll: true });
  });

  return (
    <div ref={place} tabIndex={-1} className="grid min-h-50 grid-cols-1 rounded-lg sm:min-h-36.5 lg:min-h-34">
      {session ? (
        <Leaving key="running" leave={leave}>
          <RunningCard session={session} zone={zone} now={now} github={github} />
        </Leaving>
      ) : (
        <Leaving key={refused ? JSON.stringify(refused) : "start"} leave={leave}>
          <Card data-print="off" aria-label="Start a session" className="p-5">
            <StartForm refused={refused} />
          </Card>
        </Leaving>
      )}
    </div>
  );
}
