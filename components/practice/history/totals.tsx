import type { ReactNode } from "react";
import { Duration, Figures } from "@/components/time/duration.tsx";
import { Card } from "@/components/ui/card.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatCount, formatDuration } from "@/lib/core/format.ts";
import type { Stats } from "./queries.ts";

interface FigureProps {
  label: string;
  /** Stands under the figure. */
  says: string;
  className?: string;
  children: ReactNode;
}

function Figure({ label, says, className, children }: FigureProps) {
  return (
    <div className={cn("px-4 py-4 sm:px-5", className)}>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-1">
        <span className="block whitespace-nowrap text-lg sm:text-xl">{children}</span>
        <span className="mt-0.5 block min-h-8 text-muted text-xs lg:min-h-4">{says}</span>
      </dd>
    </div>
  );
}

function formatStreak({ current_streak_days, today_seconds }: Stats): string {
  if (today_seconds > 0) return "including today";
  return current_streak_days > 0 ? "until yesterday; practise today to keep it" : "Practise today to start one";
}

/** What all practices add up to. */
export function Totals({ stats }: { stats: Stats }) {
  const { week_seconds, week_practices, total_seconds, total_practices } = stats;
  const { current_streak_days, longest_streak_days, today_seconds } = stats;
  return (
    <Card aria-label="Totals">
      <dl className="grid grid-cols-2 divide-line lg:grid-cols-4 lg:divide-x">
        <Figure
          label="This week"
          says={`${formatCount(week_practices, "practice")}${today_seconds > 0 ? `, ${formatDuration(today_seconds)} today` : ""}`}
        >
          <Duration seconds={week_seconds} />
        </Figure>
        <Figure label="All time" says={formatCount(total_practices, "practice")} className="max-lg:border-l">
          <Duration seconds={total_seconds} />
        </Figure>
        <Figure label="Streak" says={formatStreak(stats)} className="max-lg:border-t">
          <Figures text={formatCount(current_streak_days, "day")} />
        </Figure>
        <Figure
          label="Longest streak"
          says={longest_streak_days > 0 && longest_streak_days === current_streak_days ? "your current streak" : ""}
          className="max-lg:border-t max-lg:border-l"
        >
          <Figures text={formatCount(longest_streak_days, "day")} />
        </Figure>
      </dl>
    </Card>
  );
}
