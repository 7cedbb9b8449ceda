import "server-only";
import type { Caller } from "@/lib/api/implement.ts";
import { implementTools, type Tool, type ToolError, toolError } from "@/lib/api/tools.ts";
import { addDays, today } from "@/lib/time.ts";
import { sayDuration } from "@/lib/words.ts";
import { trackingContract } from "./contract.ts";
import { datesOfPeriod, meantRepositories } from "./period-rules.ts";
import { tracking } from "./service.ts";
import type { Session } from "./shapes.ts";

/** What an assistant reads of tracked time. Durations come in seconds and in words. */

const nameOf = ({ repo_owner, repo_name }: { repo_owner: string; repo_name: string }) => `${repo_owner}/${repo_name}`;

const [mostRepositories, mostDays, mostSuggestions] = [50, 31, 5];

function runningOf({ session, elapsed_seconds }: { session: Session | null; elapsed_seconds: number }) {
  return (
    session && {
      repository: nameOf(session),
      pr_number: session.pr_number,
      start_time: session.start_time,
      elapsed_seconds,
      elapsed: sayDuration(elapsed_seconds),
    }
  );
}

/** The one repository of the caller's that is meant, or what to ask them. */
async function oneRepository(caller: Caller, words: string, running: string | undefined): Promise<string | ToolError> {
  const { repos } = await tracking.repositories(caller, {});
  const names = [...new Set([...(running ? [running] : []), ...repos.map(nameOf)])];
  const [found, ...others] = meantRepositories(words, names);
  if (found && others.length === 0) return found;
  const details = (suggestions: string[]) => ({
    requested_repository: words,
    suggestions: suggestions.slice(0, mostSuggestions),
  });
  return found
    ? toolError("REPOSITORY_AMBIGUOUS", "Several repositories have that name. Which one?", details([found, ...others]))
    : toolError("REPOSITORY_NOT_FOUND", "No time is tracked on a repository of that name", details(names));
}

const partsOf = (name: string | undefined) => {
  const [repo_owner, repo_name] = name?.split("/") ?? [];
  return repo_owner !== undefined && repo_name !== undefined ? { repo_owner, repo_name } : {};
};

export const trackingTools: Tool[] = implementTools("tracking", trackingContract, {
  period: async (caller, { period = "this_week", from, to, repository }) => {
    // The guard has let nobody in without a principal.
    const { timezone = "UTC", week_start = "monday" } = caller.principal ?? {};
    const date = today(timezone);
    const dates = (from ?? to) ? { from, to } : datesOfPeriod(period, date, week_start);
    const running = runningOf(await tracking.running(caller, {}));
    const name = repository ? await oneRepository(caller, repository, running?.repository) : undefined;
    if (typeof name === "object") return name;
    const told = await tracking.period(caller, { ...dates, ...partsOf(name) });
    const { total_seconds, session_count, repos, days } = told;
    const isCurrent = told.from <= date && date <= told.to;
    return {
      status: "ok",
      from: told.from,
      to: told.to,
      ...(name && { repository: name }),
      total_seconds,
      total: sayDuration(total_seconds),
      session_count,
      repositories: repos.slice(0, mostRepositories).map((repo) => ({
        repository: nameOf(repo),
        total_seconds: repo.total_seconds,
        total: sayDuration(repo.total_seconds),
        session_count: repo.session_count,
      })),
      ...(days && addDays(told.from, mostDays) > told.to && { days }),
      // Not in the totals, as everywhere in Stint: it counts once it ends.
      running: running && isCurrent && (!name || name === running.repository) ? running : null,
    };
  },
  running: async (caller) => ({ status: "ok", running: runningOf(await tracking.running(caller, {})) }),
});
