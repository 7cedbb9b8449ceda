import "server-only";
import type { Reply } from "@/lib/api/implement.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { addDays, datesOfWeek, dayOfDate, type LocalDay, localDay } from "@/lib/core/time.ts";
import { latestEnded } from "./list-queries.ts";
import type { SessionRow } from "./queries.ts";
import { usual, usualWeeks } from "./rules.ts";
import { sessionOf } from "./sessions.ts";
import { namedTime, sum, weekTotals } from "./stats.ts";
import { currentStreak, daysBetween } from "./stats-queries.ts";
import { endedTouching } from "./today-queries.ts";

const [mostSessions, recentSessions] = [500, 10];

const dayShape = ({ date, from, to }: LocalDay) => ({
  date,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

/** The current day and its week. Every query reads recent rows only, however many there are in all. */
export function today(principal: Principal, now: Date): Promise<Reply> {
  const { id, timezone, week_start } = principal;
  const day = localDay(now.getTime(), timezone);
  const load = async (_date: string, readRunning: () => Promise<SessionRow | undefined>) => {
    const running = await readRunning();
    const dates = datesOfWeek(day.date, week_start);
    const first = addDays(dates[0] ?? day.date, -7 * usualWeeks);
    const [ended, days, current_streak_days, week, recent] = await Promise.all([
      endedTouching(id, new Date(day.from), new Date(day.to), mostSessions - (running ? 1 : 0)),
      daysBetween(id, first, day.date),
      currentStreak(id, day.date),
      weekTotals(id, timezone, dates),
      latestEnded(id, recentSessions),
    ]);
    const seconds = new Map(days.map((row) => [row.date, row.total_seconds]));
    const sessions = running ? [...ended, running] : ended;
    return {
      version: principal.data_version,
      ...dayShape(day),
      timezone,
      sessions: sessions.sort((a, b) => a.start_time.getTime() - b.start_time.getTime() || a.id - b.id).map(sessionOf),
      today_seconds: seconds.get(day.date) ?? 0,
      week_seconds: sum(dates, (date) => seconds.get(date) ?? 0),
      current_streak_days,
      usual: usual(seconds, dates, day.date),
      active_session: running ? sessionOf(running) : null,
      week: { ...week, days: dates.map((date) => dayShape(dayOfDate(date, timezone))) },
      recent: recent.map(sessionOf),
    };
  };
  return namedTime(principal, now, "today", load, "all");
}
