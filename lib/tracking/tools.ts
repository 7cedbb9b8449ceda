import "server-only";
import type { Caller } from "@/lib/api/implement.ts";
import { implementTools, isToolError, type Tool, type ToolError, toolError } from "@/lib/api/tools.ts";
import { AppError } from "@/lib/core/errors.ts";
import { formatDuration } from "@/lib/core/format.ts";
import { addDays, localClock, localDay, today } from "@/lib/core/time.ts";
import { trackingContract } from "./contract.ts";
import { datesOfPeriod } from "./period-rules.ts";
import { timesOf } from "./record-times.ts";
import { parseRepository, resolveRepositories } from "./resolve-repository.ts";
import { tracking } from "./service.ts";
import type { Period, Session } from "./shapes.ts";

/** An assistant's tools for tracked time. Durations come in seconds and in words. */

interface RepositoryName {
  repo_owner: string;
  repo_name: string;
}

const nameOf = ({ repo_owner, repo_name }: RepositoryName) => `${repo_owner}/${repo_name}`;

const [mostRepositories, mostDays, mostSuggestions] = [50, 31, 5];

/** The caller; the access check guarantees a signed-in user. */
function personOf({ principal }: Caller) {
  if (!principal) throw new AppError("UNAUTHORIZED", "Sign in or send a valid token");
  return principal;
}

const clockOf = (instant: string, zone: string): string => localClock(Date.parse(instant), zone);

/** The running session, with whole seconds since its start. */
async function runningOf(caller: Caller) {
  const { timezone } = personOf(caller);
  const { session, elapsed_seconds } = await tracking.running(caller, {});
  return (
    session && {
      session_id: session.id,
      repository: nameOf(session),
      pr_number: session.pr_number,
      start_time: session.start_time,
      start_local: clockOf(session.start_time, timezone),
      elapsed_seconds,
      elapsed: formatDuration(elapsed_seconds),
    }
  );
}

/** A session as in a model's lists. */
const sessionOf = (session: Session, zone: string) => ({
  session_id: session.id,
  repository: nameOf(session),
  pr_number: session.pr_number,
  status: session.status,
  start_time: session.start_time,
  start_local: clockOf(session.start_time, zone),
  date: localDay(Date.parse(session.start_time), zone).date,
  end_time: session.end_time,
  end_local: session.end_time && clockOf(session.end_time, zone),
  duration_seconds: session.duration_seconds,
  duration: session.duration_seconds === null ? null : formatDuration(session.duration_seconds),
  note: session.note,
  tags: session.tags,
});

/** The one repository of the caller that is meant, or the question to ask. */
async function oneRepository(caller: Caller, words: string): Promise<string | ToolError> {
  const [{ repos }, { session }] = await Promise.all([tracking.repositories(caller, {}), tracking.running(caller, {})]);
  const names = [...new Set([...(session ? [nameOf(session)] : []), ...repos.map(nameOf)])];
  const [found, ...others] = resolveRepositories(words, names);
  if (found && others.length === 0) return found;
  const details = (suggestions: string[]) => ({
    requested_repository: words,
    suggestions: suggestions.slice(0, mostSuggestions),
  });
  return found
    ? toolError("REPOSITORY_AMBIGUOUS", "Several repositories have that name. Which one?", details([found, ...others]))
    : toolError("REPOSITORY_NOT_FOUND", "No time was tracked on a repository with that name", details(names));
}

/** A repository written in full, in its stored spelling if there is one, otherwise the resolved one. */
async function repositoryToTrack(caller: Caller, words: string): Promise<RepositoryName | ToolError> {
  const written = parseRepository(words);
  const found = await oneRepository(caller, words);
  if (written === undefined) return isToolError(found) ? found : (partsOf(found) as RepositoryName);
  const isKnown = !isToolError(found) && found.toLowerCase() === written.toLowerCase();
  return partsOf(isKnown ? found : written) as RepositoryName;
}

const partsOf = (name: string | undefined) => {
  const [repo_owner, repo_name] = name?.split("/") ?? [];
  return repo_owner !== undefined && repo_name !== undefined ? { repo_owner, repo_name } : {};
};

interface Which {
  period?: Period | undefined;
  from?: string | undefined;
  to?: string | undefined;
  repository?: string | undefined;
}

/** The dates given directly or by a period; `none` when neither is given. */
function datesOf(caller: Caller, { period, from, to }: Which, none: Period) {
  const { timezone, week_start } = personOf(caller);
  if (from !== undefined || to !== undefined) return { from, to };
  return datesOfPeriod(period ?? none, today(timezone), week_start);
}

const inWords = (seconds: number) => ({ total_seconds: seconds, total: formatDuration(seconds) });

function comparisonOf(
  comparison: { from: string; to: string; total_seconds: number; difference_seconds: number } | null,
) {
  if (!comparison) return null;
  const { from, to, total_seconds, difference_seconds } = comparison;
  const difference = formatDuration(Math.abs(difference_seconds));
  return { from, to, ...inWords(total_seconds), difference_seconds, difference };
}

export const trackingTools: Tool[] = implementTools("tracking", trackingContract, {
  period: async (caller, { repository, period, from, to, ...filters }) => {
    const date = today(personOf(caller).timezone);
    const name = repository ? await oneRepository(caller, repository) : undefined;
    if (isToolError(name)) return name;
    const dates = datesOf(caller, { period, from, to }, filters.pr_number === undefined ? "this_week" : "all_time");
    const totals = await tracking.period(caller, { ...dates, ...partsOf(name), ...filters });
    const running = await runningOf(caller);
    const isCurrent = totals.from <= date && date <= totals.to;
    const isAsked =
      (!name || name === running?.repository) &&
      (filters.pr_number === undefined || filters.pr_number === running?.pr_number);
    return {
      status: "ok",
      from: totals.from,
      to: totals.to,
      ...(name && { repository: name }),
      ...(filters.pr_number !== undefined && { pr_number: filters.pr_number }),
      ...inWords(totals.total_seconds),
      session_count: totals.session_count,
      active_days: totals.active_days,
      average_seconds_per_active_day: totals.avg_seconds_per_day,
      average_per_active_day: formatDuration(totals.avg_seconds_per_day),
      average_seconds_per_session: totals.avg_seconds_per_session,
      average_per_session: formatDuration(totals.avg_seconds_per_session),
      ...(totals.session_count > 0 && {
        longest_session_seconds: totals.longest_session_seconds,
        longest_session: formatDuration(totals.longest_session_seconds),
      }),
      repositories: totals.repos.slice(0, mostRepositories).map((repo) => ({
        repository: nameOf(repo),
        ...inWords(repo.total_seconds),
        session_count: repo.session_count,
      })),
      ...(totals.days && addDays(totals.from, mostDays) > totals.to && { days: totals.days }),
      ...(totals.groups && {
        groups: totals.groups.map(({ key, total_seconds, session_count }) => ({
          ...{ key, ...inWords(total_seconds), session_count },
        })),
        more_groups: totals.more_groups,
      }),
      ...(totals.comparison !== undefined && { comparison: comparisonOf(totals.comparison) }),
      // Not in the totals, as everywhere in Stint: it counts once it ends.
      running: running && isCurrent && isAsked ? running : null,
    };
  },
  running: async (caller) => ({ status: "ok", running: await runningOf(caller) }),
  summary: async (caller) => {
    const summary = await tracking.summary(caller, {});
    return {
      status: "ok",
      current_streak_days: summary.current_streak_days,
      longest_streak_days: summary.longest_streak_days,
      today_seconds: summary.today_seconds,
      today: formatDuration(summary.today_seconds),
      week_seconds: summary.week_seconds,
      week: formatDuration(summary.week_seconds),
      period_days: summary.period_days,
      active_days: summary.active_days,
      average_per_active_day_seconds: summary.avg_seconds_per_day,
      average_per_active_day: formatDuration(summary.avg_seconds_per_day),
      average_per_session_seconds: summary.avg_seconds_per_session,
      average_per_session: formatDuration(summary.avg_seconds_per_session),
    };
  },
  list: async (caller, { repository, pr_number, order = "newest", limit = 5, ...which }) => {
    const name = repository ? await oneRepository(caller, repository) : undefined;
    if (isToolError(name)) return name;
    const dates = datesOf(caller, which, "all_time");
    if (dates.from && dates.to && dates.from > dates.to) {
      return toolError("VALIDATION_ERROR", "The end of the period is before its start.");
    }
    const asked = { ...partsOf(name), ...(pr_number !== undefined && { pr_number }), sort: order, limit };
    const { sessions, total } = await tracking.list(caller, { ...dates, ...asked });
    const { timezone } = personOf(caller);
    return { status: "ok", sessions: sessions.map((session) => sessionOf(session, timezone)), total };
  },
  start: async (caller, { repository, pr_number }) => {
    const name = await repositoryToTrack(caller, repository);
    if (isToolError(name)) return name;
    const { timezone } = personOf(caller);
    const { session: before } = await tracking.running(caller, {});
    const begun = await tracking.start(caller, { ...name, pr_number, source: "assistant" });
    const ended = begun.ended_session_id && (await tracking.get(caller, { id: begun.ended_session_id }));
    return {
      status: "started",
      session_id: begun.id,
      repository: nameOf(begun),
      pr_number: begun.pr_number,
      start_time: begun.start_time,
      start_local: clockOf(begun.start_time, timezone),
      ...(begun.id === before?.id && { already: true }),
      ...(ended && { ended: sessionOf(ended, timezone) }),
    };
  },
  end: async (caller) => {
    const { session } = await tracking.running(caller, {});
    if (!session) return toolError("NO_RUNNING_SESSION", "No session is running.");
    const ended = await tracking.end(caller, { id: session.id });
    return { ...sessionOf(ended, personOf(caller).timezone), status: "ended" };
  },
  create: async (caller, { repository, pr_number, note, ...given }) => {
    const { timezone } = personOf(caller);
    const now = new Date();
    const times = timesOf(given, { now, today: today(timezone, now), timezone });
    if (isToolError(times)) return times;
    const name = await repositoryToTrack(caller, repository);
    if (isToolError(name)) return name;
    const added = await tracking.create(caller, { ...name, pr_number, ...times, ...(note && { note }) });
    return { ...sessionOf(added, timezone), status: "added" };
  },
});
