import "server-only";
import { setImmediate } from "node:timers/promises";
import type { Reply } from "@/lib/api/implement.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { invalid } from "@/lib/core/errors.ts";
import { addDays, datesOfWeek, dayOfDate, today } from "@/lib/core/time.ts";
import { crossingSpans, firstDay, spansWithin, type Work, wholeTotals } from "./period-queries.ts";
import { groupDays, periodBefore } from "./period-rules.ts";
import { type DayShare, splitByDay, sumShares, usual, usualWeeks } from "./rules.ts";
import type { ComparisonKind, Grouping } from "./shapes.ts";
import { average, namedTime, sum } from "./stats.ts";
import { daysBetween } from "./stats-queries.ts";

/** Tracked time between two local dates, with the same split into days as all of Stint's numbers. */

/** A caller's request; dates are local ones, both included. */
export interface PeriodInput {
  from?: string | undefined;
  to?: string | undefined;
  repo_owner?: string | undefined;
  repo_name?: string | undefined;
  pr_number?: number | undefined;
  group_by?: Grouping | undefined;
  compare?: ComparisonKind | undefined;
  compare_from?: string | undefined;
  compare_to?: string | undefined;
}

interface Dates {
  from: string;
  to: string;
}

interface Day {
  date: string;
  total_seconds: number;
  session_count: number;
}

/** The owner, the filter, and today's date. */
interface View {
  owner: Pick<Principal, "id" | "timezone" | "week_start">;
  work: Work;
  date: string;
}

const [mostDays, mostRepositories, mostGroups] = [366, 500, 100];
const spansAtOnce = 200;

function workOf({ repo_owner, repo_name, pr_number }: PeriodInput): Work {
  if (repo_owner === undefined && repo_name === undefined) return { pr_number };
  if (repo_owner !== undefined && repo_name !== undefined) return { repository: { repo_owner, repo_name }, pr_number };
  const missing = repo_owner === undefined ? "repo_owner" : "repo_name";
  throw invalid(["query", missing], "Give both the owner and the name of the repository");
}

const instantsOf = ({ from, to }: Dates, zone: string): [Date, Date] => [
  new Date(dayOfDate(from, zone).from),
  new Date(dayOfDate(to, zone).to),
];

/** Seconds and started sessions of each pull request. */
async function pullRequestsOf({ owner, work }: View, { from, to }: Dates) {
  const [begin, end] = instantsOf({ from, to }, owner.timezone);
  const [whole, crossing] = await Promise.all([
    wholeTotals(owner.id, begin, end, work),
    crossingSpans(owner.id, begin, end, work),
  ]);
  const totals = new Map(whole.map((row) => [`${row.repo_owner}/${row.repo_name}#${row.pr_number}`, row]));
  for (const { repo_owner, repo_name, pr_number, ...span } of crossing) {
    const shares = splitByDay(span, owner.timezone).filter(({ date }) => date >= from && date <= to);
    const name = `${repo_owner}/${repo_name}#${pr_number}`;
    const none = { repo_owner, repo_name, pr_number, total_seconds: 0, session_count: 0, longest_seconds: 0 };
    const row = totals.get(name) ?? none;
    const count = sum(shares, (share) => share.count);
    totals.set(name, {
      ...row,
      total_seconds: row.total_seconds + sum(shares, ({ seconds }) => seconds),
      session_count: row.session_count + count,
      longest_seconds: count > 0 ? Math.max(row.longest_seconds, span.seconds) : row.longest_seconds,
    });
  }
  return [...totals.values()];
}

type PullRequestTotals = Awaited<ReturnType<typeof pullRequestsOf>>[number];

/** Rows aggregated by their keys, the most time first. */
function biggestFirst(rows: PullRequestTotals[], keyOf: (row: PullRequestTotals) => string) {
  const groups = new Map<string, PullRequestTotals & { key: string }>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (!group) groups.set(key, { ...row, key });
    else {
      group.total_seconds += row.total_seconds;
      group.session_count += row.session_count;
    }
  }
  return [...groups.values()].sort((a, b) => b.total_seconds - a.total_seconds || (a.key < b.key ? -1 : 1));
}

/** The days with work, oldest first. */
async function daysOf({ owner, work }: View, { from, to }: Dates): Promise<Day[]> {
  if (!work.repository && work.pr_number === undefined) return (await daysBetween(owner.id, from, to)).reverse();
  const [begin, end] = instantsOf({ from, to }, owner.timezone);
  const spans = await spansWithin(owner.id, begin, end, work);
  const shares: DayShare[] = [];
  for (const [index, span] of spans.entries()) {
    // Years of sessions are split in batches, so that other requests can run in between.
    if (index % spansAtOnce === spansAtOnce - 1) await setImmediate();
    shares.push(...splitByDay(span, owner.timezone));
  }
  return sumShares([{ shares, sign: 1 }])
    .filter(({ date }) => date >= from && date <= to)
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map(({ date, seconds, count }) => ({ date, total_seconds: seconds, session_count: count }));
}

/** The usual for such a day, or up to now in such a week, with the dates it is derived from. */
async function usualOf(view: View, { from, to }: Dates) {
  const { date: now, owner } = view;
  const date = now < from || now > to ? to : now;
  const week = datesOfWeek(date, owner.week_start);
  const isDay = from === to;
  if (!isDay && !(from === week[0] && to === week[6])) {
    throw invalid(["query", "compare"], "The usual time is only known for a day or a week; compare with dates instead");
  }
  const dates = { from: addDays(isDay ? date : from, -7 * usualWeeks), to: addDays(isDay ? date : to, -7) };
  const first = addDays(week[0] ?? date, -7 * usualWeeks);
  const days = await daysOf(view, { from: first, to: addDays(week[0] ?? date, -1) });
  const { day_seconds, week_seconds } = usual(new Map(days.map((day) => [day.date, day.total_seconds])), week, date);
  const seconds = isDay ? day_seconds : week_seconds;
  return seconds === null ? null : { ...dates, total_seconds: seconds };
}

/** The dates to compare with; undefined when no comparison is requested, or the usual is. */
function comparedDates({ compare, compare_from, compare_to }: PeriodInput, { from, to }: Dates): Dates | undefined {
  if (compare_from === undefined && compare_to === undefined) {
    return compare === "previous" ? periodBefore(from, to) : undefined;
  }
  if (compare !== undefined) throw invalid(["query", "compare"], "Give either `compare` or dates to compare with");
  if (compare_from === undefined) throw invalid(["query", "compare_from"], "Give both dates to compare with");
  if (compare_to === undefined) throw invalid(["query", "compare_to"], "Give both dates to compare with");
  if (compare_from > compare_to)
    throw invalid(["query", "compare_to"], "Must not be before the first day", "too_small");
  return { from: compare_from, to: compare_to };
}

const totalOf = async (view: View, dates: Dates) => ({
  ...dates,
  total_seconds: sum(await pullRequestsOf(view, dates), (row) => row.total_seconds),
});

/**
 * Time between two local dates, by repository and by day.
 * @throws {AppError} VALIDATION_ERROR when it ends before it begins, only half of a repository's name is given, or the
 * usual is requested for neither a day nor a week
 */
export async function period(principal: Principal, asked: PeriodInput, now: Date): Promise<Reply> {
  const { id, timezone } = principal;
  const work = workOf(asked);
  const date = today(timezone, now);
  const to = asked.to ?? date;
  const first = asked.from ?? (await firstDay(id)) ?? to;
  const from = asked.from === undefined && first > to ? to : first;
  if (from > to) throw invalid(["query", "to"], "Must not be before the first day", "too_small");
  const dates = { from, to };
  const other = comparedDates(asked, dates);
  const { group_by, compare } = asked;
  const about = JSON.stringify([from, to, work, group_by, compare, other]);
  return namedTime(principal, now, `period-${Buffer.from(about).toString("base64url")}`, async () => {
    const view = { owner: principal, work, date };
    const [pullRequests, days, compared] = await Promise.all([
      pullRequestsOf(view, dates),
      daysOf(view, dates),
      other ? totalOf(view, other) : compare === "usual" ? usualOf(view, dates) : undefined,
    ]);
    const total_seconds = sum(pullRequests, (row) => row.total_seconds);
    const session_count = sum(pullRequests, (row) => row.session_count);
    const repos = biggestFirst(pullRequests, (row) => `${row.repo_owner}/${row.repo_name}`);
    return {
      ...dates,
      total_seconds,
      session_count,
      repos: repos.slice(0, mostRepositories),
      ...(addDays(from, mostDays) > to && { days }),
      active_days: days.length,
      avg_seconds_per_day: average(total_seconds, days.length),
      avg_seconds_per_session: average(total_seconds, session_count),
      longest_session_seconds: pullRequests.reduce((most, row) => Math.max(most, row.longest_seconds), 0),
      ...(group_by && groupsOf(group_by, { repos, pullRequests, days }, principal)),
      ...(compared !== undefined && {
        comparison: compared && { ...compared, difference_seconds: total_seconds - compared.total_seconds },
      }),
    };
  });
}

interface Parts {
  repos: ReturnType<typeof biggestFirst>;
  pullRequests: PullRequestTotals[];
  days: Day[];
}

/** At most a hundred groups: the biggest repositories and pull requests, the latest days, weeks or months. */
function groupsOf(by: Grouping, { repos, pullRequests, days }: Parts, { week_start }: Pick<Principal, "week_start">) {
  const isTime = by === "day" || by === "week" || by === "month";
  const all = isTime
    ? groupDays(days, by, week_start)
    : by === "repository"
      ? repos
      : biggestFirst(pullRequests, (row) => `${row.repo_owner}/${row.repo_name}#${row.pr_number}`);
  const groups = isTime ? all.slice(-mostGroups) : all.slice(0, mostGroups);
  return { groups, more_groups: all.length - groups.length };
}
