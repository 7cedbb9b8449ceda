import "server-only";
import type { Reply } from "@/lib/api/implement.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { invalid } from "@/lib/core/errors.ts";
import { addDays, datesOfWeek, lastDateOfMonth, localDay, today as todayIn } from "@/lib/core/time.ts";
import { named, sum } from "@/lib/tracking/stats.ts";
import { practicesTouching } from "./practice-queries.ts";
import { practiceOf } from "./practices.ts";
import * as queries from "./stats-queries.ts";
import { streaksOf } from "./streaks.ts";

/** Totals of practices that count, by the local dates stored with them. */

const weeksTold = 12;

const totalsOf = (rows: { practice_count: number; total_seconds: number }[]) => ({
  practice_count: sum(rows, (row) => row.practice_count),
  total_seconds: sum(rows, (row) => row.total_seconds),
});

/** Totals of the practices of some days, by default of all; the streaks as of a date, and the last practice. */
export async function totals(owner: number, date: string, days: queries.Days = {}) {
  const [favorite_styles, dates, last] = [
    await queries.styleTotals(owner, days),
    await queries.practiceDates(owner),
    await queries.lastBegun(owner),
  ];
  const { practice_count, total_seconds } = totalsOf(favorite_styles);
  const { current, longest } = streaksOf(dates, date);
  return {
    total_practices: practice_count,
    total_seconds,
    current_streak_days: current,
    longest_streak_days: longest,
    last_practice_at: last?.started_at.toISOString() ?? null,
    last_practice: last,
    favorite_styles,
  };
}

/**
 * Totals of practices: overall, or on the days from one date to another.
 * @throws {AppError} VALIDATION_ERROR when the dates end before they begin
 */
export function stats(principal: Principal, asked: queries.Days, now: Date): Reply {
  const { id, timezone, week_start } = principal;
  const { from, to } = asked;
  if (from !== undefined && to !== undefined && from > to) {
    throw invalid(["query", "to"], "Must not be before the first day", "too_small");
  }
  const date = todayIn(timezone, now);
  return named(principal, date, ["practice", `practice-stats-${from ?? ""}-${to ?? ""}`], async () => {
    const [monday = date] = datesOfWeek(date, week_start);
    const firstDays = Array.from({ length: weeksTold }, (_, index) => addDays(monday, 7 * (index - weeksTold + 1)));
    const [first = monday] = firstDays;
    const [all, days] = await Promise.all([totals(id, date, asked), queries.dayTotals(id, first, addDays(monday, 6))]);
    const by_week = firstDays.map((week_start) => {
      const last = addDays(week_start, 6);
      return { week_start, ...totalsOf(days.filter((day) => day.date >= week_start && day.date <= last)) };
    });
    const week = by_week.at(-1);
    return {
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...all,
      today_seconds: totalsOf(days.filter((day) => day.date === date)).total_seconds,
      week_seconds: week?.total_seconds ?? 0,
      week_practices: week?.practice_count ?? 0,
      by_week,
    };
  });
}

export function calendar(principal: Principal, asked: string | undefined, now: Date): Reply {
  const date = todayIn(principal.timezone, now);
  const month = asked ?? date.slice(0, 7);
  return named(principal, date, ["practice", `practice-month-${month}`], async () => {
    const days = await queries.dayTotals(principal.id, `${month}-01`, lastDateOfMonth(month));
    return { month, days, ...totalsOf(days) };
  });
}

const mostPractices = 100;
const breakSlug = "5-minute-desk-break";

export function today(principal: Principal, now: Date): Reply {
  const { id, timezone } = principal;
  const day = localDay(now.getTime(), timezone);
  return named(principal, day.date, ["practice", "practice-today"], async () => {
    const [rows, dates, break_sequence] = await Promise.all([
      practicesTouching(id, new Date(day.from), new Date(day.to), mostPractices),
      queries.practiceDates(id),
      queries.builtInSequence(breakSlug),
    ]);
    const { current } = streaksOf(dates, day.date);
    return { practices: rows.reverse().map(practiceOf), current_streak_days: current, break_sequence };
  });
}
