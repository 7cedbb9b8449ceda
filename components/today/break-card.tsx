"use client";
import { Flower2 } from "lucide-react";
import { usePerson } from "@/components/data/person.tsx";
import { serverNow, useNow } from "@/components/time/now.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { cn } from "@/components/ui/cn.ts";
import { NearLink } from "@/components/ui/near-link.tsx";
import type { Session } from "@/lib/tracking/shapes.ts";
import { sayCount, sayDuration } from "@/lib/words.ts";
import { breakDue } from "./break.ts";
import { useDismissed } from "./dismissed.ts";
import type { PracticeToday } from "./queries.ts";

function sayStreak({ current_streak_days: days, practices }: PracticeToday, date: string): string {
  if (days === 0) return "on your feet, no mat";
  const today = practices.some(({ counts, local_date }) => counts && local_date === date);
  return `${sayCount(days, "day")} in a row${today ? ", today included" : " until yesterday"}`;
}

interface BreakCardProps {
  practised: PracticeToday;
  sessions: Session[];
  date: string;
}

/**
 * A practice of five minutes in one press. It is there all the time, so that nothing moves when a break is due: then it
 * says how long one has worked, in moss, until it is put away or taken.
 */
export function BreakCard({ practised, sessions, date }: BreakCardProps) {
  const now = useNow();
  const { id: person, role } = usePerson();
  const [dismissedAt, dismiss] = useDismissed(person);
  const offered = practised.break_sequence;
  if (!offered || role === "viewer") return null;
  const due = dismissedAt === undefined ? null : breakDue(sessions, practised.practices, now, dismissedAt);
  const isDue = due !== null;
  const minutes = sayDuration(offered.total_seconds);
  return (
    <Card
      aria-label="Break"
      className={cn(
        "flex gap-x-4 gap-y-3 px-5 py-3.5 max-sm:flex-col sm:items-center",
        isDue && "border-practice bg-practice-soft",
      )}
    >
      <Flower2 aria-hidden="true" className="size-5 shrink-0 text-practice max-sm:hidden" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{isDue ? `You have reviewed for ${sayDuration(due)}` : offered.name}</p>
        <p className={cn("truncate text-xs", isDue ? "text-ink" : "text-muted")}>
          {isDue ? `${offered.name} · ${minutes}` : `${minutes} · ${sayStreak(practised, date)}`}
        </p>
        {/* Told once, not with every minute. */}
        <p role="status" className="sr-only">
          {isDue && "A break is due."}
        </p>
      </div>
      <div className="flex gap-2 sm:flex-row-reverse">
        <Button asChild size="sm" variant={isDue ? "practice" : "outline"} className="max-sm:flex-1">
          <NearLink href={`/practice/play/${offered.id}?begin=1`}>Begin practice</NearLink>
        </Button>
        {isDue && (
          <Button size="sm" variant="ghost" onClick={() => dismiss(serverNow())}>
            Not now
          </Button>
        )}
      </div>
    </Card>
  );
}
