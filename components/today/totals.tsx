"use client";
import type { ReactNode } from "react";
import { Duration, Figures } from "@/components/time/duration.tsx";
import { useNow } from "@/components/time/now.tsx";
import { runningSeconds, type Stretch } from "@/components/tracking/week/week.ts";
import { Card } from "@/components/ui/card.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatCount, formatDuration } from "@/lib/core/format.ts";

interface TotalsProps {
  /** Seconds of ended sessions. */
  todaySeconds: number;
  weekSeconds: number;
  /** What the person usually has; null while that cannot be told. */
  usual: { day_seconds: number | null; week_seconds: number | null };
  streakDays: number;
  /** Whether a session of today has ended. */
  worked: boolean;
  /** Start of the running session, in milliseconds. */
  runningSince: number | null;
  /** The weekday's name. */
  weekday: string;
  today: Stretch;
  week: Stretch;
}

interface FigureProps {
  label: string;
  /** Stands under the figure. */
  says: string;
  className?: string;
  children: ReactNode;
  /** Seconds, and the usual they stand beside. */
  compared?: { seconds: number; usual: number | null };
}

/** How far one has come, and a line where one usually is. */
function Comparison({ seconds, usual }: { seconds: number; usual: number | null }) {
  const full = Math.max(seconds, usual ?? 0, 1);
  return (
    <div aria-hidden="true" className={cn("relative mt-2.5 h-1 rounded-full bg-sunken", usual === null && "invisible")}>
      <span
        className="absolute inset-y-0 left-0 rounded-full bg-work"
        style={{ width: `${(seconds / full) * 100}%` }}
      />
      <span
        className="absolute -inset-y-0.5 -ml-0.5 w-0.5 bg-ink"
        style={{ left: `${((usual ?? 0) / full) * 100}%` }}
      />
    </div>
  );
}

function Figure({ label, says, className, children, compared }: FigureProps) {
  return (
    <div className={cn("flex flex-col px-4 py-4 sm:px-5", className)}>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-1 flex flex-1 flex-col">
        <span className="whitespace-nowrap text-lg sm:text-xl">{children}</span>
        <span className="mt-0.5 min-h-8 text-muted text-xs lg:min-h-4">{says}</span>
        {compared && <Comparison {...compared} />}
      </dd>
    </div>
  );
}

const formatUsual = (seconds: number | null, when: string, missing: string): string =>
  seconds === null
    ? `We'll compare once you have two ${missing} of data`
    : `usually ${formatDuration(seconds)} ${when}`;

function formatStreak(days: number, worked: boolean, running: boolean): string {
  if (worked) return "including today";
  if (running) return "today counts once this session ends";
  return days > 0 ? `until yesterday; work today to make it ${days + 1}` : "Track time today to start one";
}

/** Today's and this week's time beside the usual, the running session included, and the streak. */
export function Totals(props: TotalsProps) {
  const { todaySeconds, weekSeconds, usual, streakDays, worked, runningSince, weekday, today, week } = props;
  const now = useNow();
  const inDay = todaySeconds + runningSeconds(runningSince, now, today);
  const inWeek = weekSeconds + runningSeconds(runningSince, now, week);
  return (
    <Card aria-label="Totals">
      <dl className="grid grid-cols-2 divide-line sm:grid-cols-3 sm:divide-x">
        <Figure
          label="Today"
          says={formatUsual(usual.day_seconds, `on ${weekday}s`, `${weekday}s`)}
          compared={{ seconds: inDay, usual: usual.day_seconds }}
        >
          <Duration seconds={inDay} />
        </Figure>
        <Figure
          label="This week"
          says={formatUsual(usual.week_seconds, `by ${weekday}`, "weeks")}
          compared={{ seconds: inWeek, usual: usual.week_seconds }}
          className="max-sm:border-l"
        >
          <Duration seconds={inWeek} />
        </Figure>
        <Figure
          label="Streak"
          says={formatStreak(streakDays, worked, runningSince !== null)}
          className="max-sm:col-span-2 max-sm:border-t"
        >
          <Figures text={formatCount(streakDays, "day")} />
        </Figure>
      </dl>
    </Card>
  );
}
