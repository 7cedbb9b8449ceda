"use client";
import type { Today } from "@/components/tracking/queries.ts";
import { seriesOf, type WeekDay } from "@/components/tracking/week/week.ts";
import { WeekSection } from "@/components/tracking/week/week-section.tsx";
import { formatLongDate } from "@/lib/core/format.ts";
import type { Practice } from "@/lib/practice/shapes.ts";
import { RecentSessions } from "./recent-sessions.tsx";
import { inOrder, itemsOf, practiceItemsOf } from "./timeline/items.ts";
import { Timeline } from "./timeline/timeline.tsx";
import { Totals } from "./totals.tsx";

interface DayProps {
  today: Today;
  /** Those that touch the day. */
  practices: Practice[];
  /** The server's time, by the minute. */
  now: number;
  /** Where GitHub is. */
  github: string;
}

const dayOf = ({ date, from, to }: { date: string; from: string; to: string }): WeekDay => ({
  date,
  from: Date.parse(from),
  to: Date.parse(to),
});

/** What a day with sessions, or after some, has to show. */
export function DaySection({ today, practices, now, github }: DayProps) {
  const { timezone: zone, active_session, recent, sessions, usual } = today;
  const day = dayOf(today);
  const days = today.week.days.map(dayOf);
  const since = active_session ? Date.parse(active_session.start_time) : null;
  const running = active_session && since !== null ? { ...active_session, since } : null;
  const series = seriesOf(days, today.week.repos, running, now);
  const items = inOrder(itemsOf(sessions, series, day, zone, now), practiceItemsOf(practices, day, zone));
  return (
    <>
      <Timeline day={day} zone={zone} items={items} now={now} />
      <Totals
        todaySeconds={today.today_seconds}
        weekSeconds={today.week_seconds}
        usual={usual}
        streakDays={today.current_streak_days}
        worked={sessions.some(({ end_time }) => end_time !== null)}
        runningSince={since}
        weekday={formatLongDate(today.date).split(" ")[0] ?? ""}
        today={day}
        week={{ from: days[0]?.from ?? now, to: days.at(-1)?.to ?? now }}
      />
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <WeekSection days={days} today={today.date} series={series} />
        <RecentSessions sessions={recent} zone={zone} now={now} github={github} />
      </div>
    </>
  );
}
