"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { Duration, Figures } from "@/components/time/duration.tsx";
import { useNow } from "@/components/time/now.tsx";
import { runningSeconds, type Stretch } from "@/components/tracking/week.ts";
import { Card } from "@/components/ui/card.tsx";
import { sayCount } from "@/lib/words.ts";

interface TotalsProps {
  /** Seconds of ended sessions. */
  todaySeconds: number;
  weekSeconds: number;
  streakDays: number;
  /** Start of the running session, in milliseconds. */
  runningSince: number | null;
  today: Stretch;
  week: Stretch;
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="px-3 py-4 sm:px-5">
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-1 whitespace-nowrap text-base sm:text-xl">{children}</dd>
    </div>
  );
}

/** Today's and this week's time, the running session included, and the streak. */
export function Totals({ todaySeconds, weekSeconds, streakDays, runningSince, today, week }: TotalsProps) {
  const now = useNow();
  const router = useRouter();
  // A little late, so that the server's clock has passed midnight as well.
  const isOver = now >= today.to + 2000;
  useEffect(() => {
    // Past midnight these are yesterday's numbers.
    if (isOver) router.refresh();
  }, [isOver, router]);
  return (
    <Card aria-label="Totals">
      <dl className="grid grid-cols-[1fr_1fr_auto] divide-x sm:grid-cols-3 divide-line">
        <Figure label="Today">
          <Duration seconds={todaySeconds + runningSeconds(runningSince, now, today)} />
        </Figure>
        <Figure label="This week">
          <Duration seconds={weekSeconds + runningSeconds(runningSince, now, week)} />
        </Figure>
        <Figure label="Streak">
          <Figures text={sayCount(streakDays, "day")} />
        </Figure>
      </dl>
    </Card>
  );
}
