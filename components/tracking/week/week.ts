import { sameRepository } from "@/lib/tracking/reference.ts";

/** What the week's chart and its table show; pure. Instants are in milliseconds. */

/** A stretch of time. */
export interface Stretch {
  from: number;
  to: number;
}

/** A local day of the week, as the server tells it. */
export interface WeekDay extends Stretch {
  date: string;
}

export interface RepositoryWeek {
  repo_owner: string;
  repo_name: string;
  daily_seconds: number[];
}

/** The running session, as far as a chart is concerned. */
export interface RunningSpan {
  repo_owner: string;
  repo_name: string;
  since: number;
}

/** One colour of the chart: a repository, or all the smaller ones together. */
export interface Series {
  name: string;
  seconds: number[];
  total: number;
}

/** Colours that can be told apart; what is over goes into the last one. */
const seriesLimit = 5;

/** Seconds of a session running since `since` that lie in a stretch of time. */
export function runningSeconds(since: number | null, now: number, { from, to }: Stretch): number {
  if (since === null) return 0;
  return Math.max(0, Math.floor((Math.min(now, to) - Math.max(since, from)) / 1000));
}

const nameOf = ({ repo_owner, repo_name }: Pick<RepositoryWeek, "repo_owner" | "repo_name">): string =>
  `${repo_owner}/${repo_name}`;

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** The week's repositories with the running session added, the longest first, at most five of them. */
export function seriesOf(days: WeekDay[], repos: RepositoryWeek[], running: RunningSpan | null, now: number): Series[] {
  const byName = new Map(repos.map((repo) => [nameOf(repo), [...repo.daily_seconds]]));
  // What this browser has just started may be spelled in another case.
  const known = running && repos.find((repo) => sameRepository(repo, running));
  const started = running && nameOf(known ?? running);
  if (running && started !== null) {
    const seconds = byName.get(started) ?? days.map(() => 0);
    byName.set(
      started,
      days.map((day, index) => (seconds[index] ?? 0) + runningSeconds(running.since, now, day)),
    );
  }
  // What runs is there from its first second, so that nothing comes in between later.
  const all = [...byName]
    .map(([name, seconds]) => ({ name, seconds, total: sum(seconds) }))
    .filter(({ name, total }) => total > 0 || name === started)
    .sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
  if (all.length <= seriesLimit) return all;
  const rest = all.slice(seriesLimit - 1);
  const seconds = days.map((_, index) => sum(rest.map((series) => series.seconds[index] ?? 0)));
  return [...all.slice(0, seriesLimit - 1), { name: `${rest.length} others`, seconds, total: sum(seconds) }];
}

const steps = [5 * 60, 15 * 60, 30 * 60, 3600, 2 * 3600, 4 * 3600, 8 * 3600, 24 * 3600, 48 * 3600];

/** Even values for the axis, in seconds, from 0 to at least `longest`. */
export function ticksFor(longest: number): number[] {
  const step = steps.find((value) => longest <= value * 4) ?? 7 * 24 * 3600;
  const count = Math.max(1, Math.ceil(longest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** A value of the axis: `2 h`, `30 m`, `0`. */
export function formatTick(seconds: number): string {
  if (seconds === 0) return "0";
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${Math.floor(seconds / 60)} m`;
}

/** Ember, from full to pale, in equal steps; the n-th of `count` colours. */
export function shade(index: number, count: number): string {
  const strength = count <= 1 ? 100 : Math.round(100 - (index * 72) / (count - 1));
  return `color-mix(in oklab, var(--work) ${strength}%, var(--raised))`;
}

/** The colour a repository has in a chart; those that share the last one are not named in it. */
export function colourOf(series: Series[], repository: Pick<RepositoryWeek, "repo_owner" | "repo_name">): string {
  const index = series.findIndex(({ name }) => name === nameOf(repository));
  return shade(index < 0 ? Math.max(0, series.length - 1) : index, series.length);
}
