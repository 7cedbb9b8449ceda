"use client";
import { useQuery } from "@tanstack/react-query";
import { type Ask, askOfTasks, askOfTime, type Meant } from "@/components/assistant/tools/approval-labels.ts";
import { looseOf, type ToolPart, toolNameOf, wordOf } from "@/components/assistant/tools/tool-part.ts";
import { useReferencedTasks } from "@/components/assistant/tools/use-referenced-tasks.ts";
import { useNow } from "@/components/time/now.tsx";
import { repositoriesQuery } from "@/components/tracking/repositories-query.ts";
import { useRunning } from "@/components/tracking/use-tracking.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { dateIn } from "@/lib/core/dates.ts";
import { formatPullRequest } from "@/lib/tracking/reference.ts";
import { parseRepository, resolveRepositories } from "@/lib/tracking/resolve-repository.ts";

/** What a card asks, with the tasks that are meant; pending until it is known what exactly that is. */
export function useAsk(part: ToolPart): { ask: Ask; meant: Meant[]; isPending: boolean } {
  const isTime = toolNameOf(part).endsWith("_session");
  const { timezone } = useCurrentUser();
  const today = dateIn(timezone, useNow(60_000));
  const running = useRunning();
  const tasks = useReferencedTasks(part, !isTime);
  const words = wordOf(looseOf(part.input).repository);
  const isVague = isTime && words !== undefined && parseRepository(words) === undefined;
  const known = useQuery({ ...repositoriesQuery, enabled: isVague });
  if (!isTime) return { ask: askOfTasks(part, tasks.data ?? []), meant: tasks.data ?? [], isPending: tasks.isPending };
  const names = known.data?.repos.map(({ repo_owner, repo_name }) => `${repo_owner}/${repo_name}`) ?? [];
  const found = words && isVague ? resolveRepositories(words, names) : [];
  const repository = found.length === 1 ? found[0] : undefined;
  const context = { repository, running: running ? formatPullRequest(running) : undefined, today };
  return { ask: askOfTime(part, context) ?? askOfTasks(part, []), meant: [], isPending: isVague && known.isPending };
}
