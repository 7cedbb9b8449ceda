import { applyAll, type Operation } from "@/components/tracking/pending.ts";
import type { Today } from "@/components/tracking/queries.ts";
import type { Stretch } from "@/components/tracking/week/week.ts";
import { keyOf } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";

/**
 * Today as it will be once the server has confirmed what the person did: every number follows from the difference of
 * what each known session adds to a stretch of time. Pure; stretches are in milliseconds.
 */

const shownRecent = 10;

const stretchOf = ({ from, to }: { from: string; to: string }): Stretch => ({
  from: Date.parse(from),
  to: Date.parse(to),
});

/** Seconds of an ended session that count to a stretch, by its share of wall-clock time, as the server splits days. */
export function secondsWithin(session: Session, { from, to }: Stretch): number {
  if (session.end_time === null) return 0;
  const [start, end] = [Date.parse(session.start_time), Date.parse(session.end_time)];
  const seconds = session.duration_seconds ?? 0;
  if (end <= start) return start >= from && start < to ? seconds : 0;
  const until = (instant: number): number =>
    Math.round((seconds * (Math.min(Math.max(instant, start), end) - start)) / (end - start));
  return until(to) - until(from);
}

/** Whether any part of a session lies in a stretch; a running one goes on. */
function touches({ start_time, end_time }: Session, { from, to }: Stretch): boolean {
  const start = Date.parse(start_time);
  return start < to && (start >= from || end_time === null || Date.parse(end_time) > from);
}

const sum = (sessions: Session[], stretch: Stretch): number =>
  sessions.reduce((total, session) => total + secondsWithin(session, stretch), 0);

const oldestFirst = (a: Session, b: Session): number =>
  Date.parse(a.start_time) - Date.parse(b.start_time) || a.id - b.id;

const newest = (sessions: Session[]): Session[] => sessions.toSorted((a, b) => oldestFirst(b, a)).slice(0, shownRecent);

/** The ended sessions in a response. */
function endedOf({ sessions, recent }: Today): Session[] {
  const ended = [...sessions, ...recent].filter(({ end_time }) => end_time !== null);
  return [...new Map(ended.map((session) => [session.id, session])).values()];
}

type Repositories = Today["week"]["repos"];

function applyToRepositories(repos: Repositories, days: Stretch[], before: Session[], after: Session[]): Repositories {
  const byName = new Map(repos.map((repo) => [keyOf(repo), { ...repo, daily_seconds: [...repo.daily_seconds] }]));
  function add(session: Session, sign: 1 | -1): void {
    const { repo_owner, repo_name } = session;
    const known = byName.get(keyOf(session));
    const repo = known ?? { repo_owner, repo_name, total_seconds: 0, daily_seconds: days.map(() => 0) };
    for (const [index, day] of days.entries()) {
      const seconds = sign * secondsWithin(session, day);
      repo.daily_seconds[index] = (repo.daily_seconds[index] ?? 0) + seconds;
      repo.total_seconds += seconds;
    }
    if (!known && repo.total_seconds !== 0) byName.set(keyOf(session), repo);
  }
  for (const session of before) add(session, -1);
  for (const session of after) add(session, 1);
  return [...byName.values()]
    .filter(({ total_seconds }) => total_seconds > 0)
    .sort((a, b) => b.total_seconds - a.total_seconds || (a.repo_name < b.repo_name ? -1 : 1));
}

/** What the day has lost or won of the streak: 1, 0 or -1. */
function streakChange(day: Stretch, before: Session[], after: Session[]): number {
  const worked = (sessions: Session[]): boolean =>
    sessions.some((session) => {
      const start = Date.parse(session.start_time);
      return (start >= day.from && start < day.to) || secondsWithin(session, day) > 0;
    });
  return Number(worked(after)) - Number(worked(before));
}

/** Lays operations, oldest first, over what the server said of the day. */
export function applyToToday(today: Today, operations: Operation[]): Today {
  if (operations.length === 0) return today;
  const before = endedOf(today);
  const { ended, running } = applyAll({ ended: before, running: today.active_session }, operations);
  const day = stretchOf(today);
  // A session that the response may already count cannot be told apart from one it lacks, so this waits for the response.
  const known = new Set([...before, ...newest(ended)].map(({ id }) => id));
  const after = ended.filter((session) => known.has(session.id) || touches(session, day));
  const days = today.week.days.map(stretchOf);
  const change = (stretch: Stretch): number => sum(after, stretch) - sum(before, stretch);
  const weekChange = days.reduce((total, each) => total + change(each), 0);
  const shown = [...after, ...(running ? [running] : [])].filter((session) => touches(session, day));
  return {
    ...today,
    sessions: shown.sort(oldestFirst),
    today_seconds: today.today_seconds + change(day),
    week_seconds: today.week_seconds + weekChange,
    current_streak_days: Math.max(0, today.current_streak_days + streakChange(day, before, after)),
    active_session: running,
    week: {
      ...today.week,
      total_seconds: today.week.total_seconds + weekChange,
      repos: applyToRepositories(today.week.repos, days, before, after),
    },
    recent: newest(after),
  };
}
