import "server-only";
import type { Domain } from "@/db/owner.ts";
import { type Reply, versioned } from "@/lib/api/implement.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { invalid } from "@/lib/core/errors.ts";
import { addDays, datesOfIsoWeek, datesOfWeek, dayOfDate, isoWeekOf, today } from "@/lib/core/time.ts";
import type { SessionRow } from "./queries.ts";
import { keyOf, type Repository } from "./reference.ts";
import { findSpelling } from "./repository-queries.ts";
import { isStale, splitByDay, wholeSeconds } from "./rules.ts";
import { sessionOf } from "./sessions.ts";
import { settle } from "./stale.ts";
import {
  currentStreak,
  daysBetween,
  longestStreak,
  pullRequestTotals,
  repositoryTotals,
  spansTouching,
  tagCounts,
  topRepositories,
  workYears,
} from "./stats-queries.ts";

/** Totals of sessions. Every response has an ETag with a version, so a repeat costs no query of its own. */

const maxAgeSeconds = 300;

/** The domain a response depends on, `all` when it includes the version of the whole account; and the query. */
type Asked = [of: Domain | "all", asked: string];

/** The ETag of a response: its owner, the version of its domain, the local date, and the query. */
export function named(principal: Principal, date: string, [of, asked]: Asked, load: () => Promise<unknown>): Reply {
  const { id, data_version, versions, week_start } = principal;
  const version = of === "all" ? data_version : versions[of];
  return versioned(`${id}.${of}-${version}.${date}.${week_start}.${asked}`, maxAgeSeconds, load);
}

/**
 * The ETag of a response about tracked time, after ending a stale session: its end may have come after the principal
 * was read, so the tag also includes the running session.
 * @param load is called when nobody has the response yet; `running` reads the running session
 */
export async function namedTime(
  principal: Principal,
  now: Date,
  asked: string,
  load: (date: string, running: () => Promise<SessionRow | undefined>) => Promise<unknown>,
  of: "tracking" | "all" = "tracking",
): Promise<Reply> {
  const { id, timezone, running } = principal;
  const runs = running && isStale(running, now) ? await settle(id, now) : running;
  const date = today(timezone, now);
  const read = async () => (runs ? settle(id, now) : undefined);
  return named(principal, date, [of, `${asked}-${runs?.id ?? "idle"}`], () => load(date, read));
}

/** Sums one number over the rows. */
export const sum = <Row>(rows: Row[], of: (row: Row) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

/** Average in whole seconds; 0 for no rows. */
export const average = (total: number, count: number): number => (count === 0 ? 0 : Math.round(total / count));

export function daily(principal: Principal, days: number, now: Date): Promise<Reply> {
  return namedTime(principal, now, String(days), async (date) => {
    const stats = await daysBetween(principal.id, addDays(date, 1 - days), date);
    return { stats, days, total_stats: stats.length };
  });
}

export function weekly(principal: Principal, asked: string | undefined, now: Date): Promise<Reply> {
  const week = asked ?? isoWeekOf(today(principal.timezone, now));
  const dates = datesOfIsoWeek(week);
  const [first, last] = [dates?.[0], dates?.[6]];
  if (!dates || !first || !last) throw invalid(["query", "week"], `Week ${week} does not exist`);
  return namedTime(principal, now, week, async () => {
    const known = new Map((await daysBetween(principal.id, first, last)).map((row) => [row.date, row]));
    const daily_breakdown = dates.map((day) => known.get(day) ?? { date: day, total_seconds: 0, session_count: 0 });
    return {
      week,
      total_seconds: sum(daily_breakdown, (row) => row.total_seconds),
      session_count: sum(daily_breakdown, (row) => row.session_count),
      daily_breakdown,
    };
  });
}

export function repository(principal: Principal, asked: Repository, now: Date): Promise<Reply> {
  return namedTime(principal, now, keyOf(asked), async () => {
    const [rows, spelled = asked] = await Promise.all([
      pullRequestTotals(principal.id, asked),
      findSpelling(principal.id, asked),
    ]);
    const total_seconds = sum(rows, (row) => row.total_seconds);
    const session_count = sum(rows, (row) => row.session_count);
    return {
      repo_owner: spelled.repo_owner,
      repo_name: spelled.repo_name,
      total_seconds,
      session_count,
      avg_seconds: average(total_seconds, session_count),
      pull_requests: rows.map((row) => ({ ...row, last_worked_at: (row.last_worked_at as Date).toISOString() })),
    };
  });
}

/** The running session as the API returns it, with whole seconds since its start. */
export async function running(owner: number, now: Date) {
  const row = await settle(owner, now);
  if (!row) return { session: null, elapsed_seconds: 0 };
  // A client's clock may be slightly ahead.
  return { session: sessionOf(row), elapsed_seconds: Math.max(0, wholeSeconds(row.start_time, now)) };
}

const periodDays = 30;

export function summary(principal: Principal, now: Date): Promise<Reply> {
  const { id, timezone, week_start } = principal;
  const load = async (date: string, readRunning: () => Promise<SessionRow | undefined>) => {
    const first = addDays(date, 1 - periodDays);
    const week = new Set(datesOfWeek(date, week_start));
    const running = await readRunning();
    const [days, top_repos, current_streak_days, longest_streak_days] = await Promise.all([
      daysBetween(id, first, date),
      topRepositories(id, new Date(dayOfDate(first, timezone).from), 5),
      currentStreak(id, date),
      longestStreak(id),
    ]);
    const total_seconds = sum(days, (row) => row.total_seconds);
    const total_sessions = sum(days, (row) => row.session_count);
    return {
      user_id: id,
      version: principal.data_version,
      versions: principal.versions,
      period_days: periodDays,
      total_seconds,
      total_sessions,
      avg_seconds_per_day: average(total_seconds, days.length),
      avg_seconds_per_session: average(total_seconds, total_sessions),
      active_days: days.length,
      today_seconds: days.find((row) => row.date === date)?.total_seconds ?? 0,
      week_seconds: sum(
        days.filter((row) => week.has(row.date)),
        (row) => row.total_seconds,
      ),
      current_streak_days,
      longest_streak_days,
      top_repos,
      active_session: running ? sessionOf(running) : null,
    };
  };
  return namedTime(principal, now, "summary", load, "all");
}

/** Tracked time of a week's dates, by repository. */
export async function weekTotals(owner: number, timezone: string, dates: string[]) {
  const bounds = dates.map((day) => dayOfDate(day, timezone));
  const [first, last] = [bounds[0], bounds[6]];
  if (!first || !last) throw new Error("A week has seven days");
  const repos = new Map<string, { repo_owner: string; repo_name: string; daily_seconds: number[] }>();
  for (const row of await spansTouching(owner, new Date(first.from), new Date(last.to))) {
    const span = { start: row.start_time, end: row.end_time, seconds: row.duration_seconds };
    for (const share of splitByDay(span, timezone)) {
      const index = dates.indexOf(share.date);
      if (index < 0) continue;
      const { repo_owner, repo_name } = row;
      const key = `${repo_owner}/${repo_name}`;
      const entry = repos.get(key) ?? { repo_owner, repo_name, daily_seconds: dates.map(() => 0) };
      entry.daily_seconds[index] = (entry.daily_seconds[index] ?? 0) + share.seconds;
      repos.set(key, entry);
    }
  }
  const totals = [...repos.values()]
    .map((repo) => ({ ...repo, total_seconds: sum(repo.daily_seconds, (value) => value) }))
    .sort((a, b) => b.total_seconds - a.total_seconds || (a.repo_name < b.repo_name ? -1 : 1));
  return { dates, total_seconds: sum(totals, (repo) => repo.total_seconds), repos: totals };
}

export function weekByRepository(principal: Principal, asked: string | undefined, now: Date): Promise<Reply> {
  const { id, timezone, week_start } = principal;
  const dates = datesOfWeek(asked ?? today(timezone, now), week_start);
  return namedTime(principal, now, `repos-${dates[0]}`, () => weekTotals(id, timezone, dates));
}

export function year(principal: Principal, asked: number | undefined, now: Date): Promise<Reply> {
  const current = Number(today(principal.timezone, now).slice(0, 4));
  const shown = asked ?? current;
  return namedTime(principal, now, `year-${shown}`, async () => {
    const [first, last] = [`${shown}-01-01`, `${shown}-12-31`];
    const [rows, worked] = await Promise.all([daysBetween(principal.id, first, last), workYears(principal.id)]);
    const years = [...new Set([...worked, current])].sort((a, b) => b - a);
    return {
      year: shown,
      years,
      first,
      last,
      total_seconds: sum(rows, (row) => row.total_seconds),
      session_count: sum(rows, (row) => row.session_count),
      active_days: rows.length,
      days: rows.reverse(),
    };
  });
}

const listLength = 500;

export function repositories(principal: Principal, now: Date): Promise<Reply> {
  return namedTime(principal, now, "repositories", async () => {
    const rows = await repositoryTotals(principal.id, listLength);
    return { repos: rows.map((row) => ({ ...row, last_worked_at: (row.last_worked_at as Date).toISOString() })) };
  });
}

export function tags(principal: Principal, now: Date): Promise<Reply> {
  return namedTime(principal, now, "tags", async () => ({
    tags: await tagCounts(principal.id, listLength),
  }));
}

/** The start instants of the local days from `first` to `last`, and the end of the last. */
export function dayBounds(dates: string[], timezone: string): Date[] {
  const bounds = dates.map((date) => new Date(dayOfDate(date, timezone).from));
  const last = dates.at(-1);
  if (last !== undefined) bounds.push(new Date(dayOfDate(last, timezone).to));
  return bounds;
}
