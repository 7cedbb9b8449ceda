"use client";
import { Flower2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { PracticeToday } from "@/components/today/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { cn } from "@/components/ui/cn.ts";
import { NearLink } from "@/components/ui/near-link.tsx";
import { usePart } from "@/components/ui/use-part.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { retryImport } from "@/lib/client/retry-import.ts";
import { formatCount, formatDuration } from "@/lib/core/format.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import type { Due } from "./break-due.tsx";
import { mayNeedBreak } from "./spans.ts";

const loadDue = () => retryImport(() => import("./break-due.tsx")).then((module) => module.BreakDue);

function formatStreak({ current_streak_days: days, practices }: PracticeToday, date: string): string {
  if (days === 0) return "on your feet, no mat";
  const today = practices.some(({ counts, local_date }) => counts && local_date === date);
  return `${formatCount(days, "day")} in a row${today ? ", including today" : " until yesterday"}`;
}

interface BreakCardProps {
  practised: PracticeToday;
  sessions: Session[];
  date: string;
  /** The server's time, by the minute. */
  now: number;
}

/**
 * A practice of five minutes in one press. It is there all the time, so that nothing moves when a break is due: then it
 * says how long one has worked, in moss, until it is put away or taken.
 */
export function BreakCard({ practised, sessions, date, now }: BreakCardProps) {
  const { role } = useCurrentUser();
  const [BreakDue, getBreakDue] = usePart(loadDue);
  const [due, setDue] = useState<Due | null>(null);
  const mayBeDue = mayNeedBreak(sessions, now);
  useEffect(() => {
    if (mayBeDue) getBreakDue();
  }, [mayBeDue, getBreakDue]);
  const offered = practised.break_sequence;
  if (!offered || role === "viewer") return null;
  const minutes = formatDuration(offered.total_seconds);
  return (
    <Card
      data-print="off"
      aria-label="Break"
      className={cn(
        "flex gap-x-4 gap-y-3 px-5 py-3.5 max-sm:flex-col sm:items-center",
        due && "border-practice bg-practice-soft",
      )}
    >
      {BreakDue && mayBeDue && <BreakDue sessions={sessions} practices={practised.practices} onDue={setDue} />}
      <Flower2 aria-hidden="true" className="size-5 shrink-0 text-practice max-sm:hidden" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {due ? `You have been reviewing for ${formatDuration(due.worked)}` : offered.name}
        </p>
        <p className={cn("truncate text-xs", due ? "text-ink" : "text-muted")}>
          {due ? `${offered.name} · ${minutes}` : `${minutes} · ${formatStreak(practised, date)}`}
        </p>
        {/* Told once, not with every minute. */}
        <p role="status" className="sr-only">
          {due && "Time for a break."}
        </p>
      </div>
      {/* Where there is room it has no box of its own, which would move with what comes into it. */}
      <div className="flex gap-2 sm:contents">
        <Button asChild size="sm" variant={due ? "practice" : "outline"} className="max-sm:flex-1 sm:order-1">
          <NearLink href={`/practice/play/${offered.id}?begin=1`}>Begin practice</NearLink>
        </Button>
        {due && (
          <Button size="sm" variant="ghost" onClick={due.dismiss}>
            Not now
          </Button>
        )}
      </div>
    </Card>
  );
}
