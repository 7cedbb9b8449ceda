import { sayCount } from "@/lib/words.ts";
import { intentAt } from "./context.ts";
import type { Call, Intent } from "./intents.ts";
import { matching, meantOf } from "./lists.ts";
import { escapeMarkdown } from "./markdown.ts";
import type { Step, Talk } from "./prompt.ts";
import { errorOf, resultOf, tasksIn } from "./results.ts";
import { tell, tellChoice } from "./telling.ts";

/** The built-in model's answer: words, or the tools it wants called. */

export interface Reply {
  text?: string;
  calls?: Call[];
}

const mostChanged = 100;

const participles = { complete: "completed", reopen: "reopened", delete: "deleted" };

/** After a list, the change of what was listed; the person approves it before it runs. */
function changeListed({ action, selection }: Extract<Intent, { kind: "bulk" }>, list: Step): Reply {
  const ids = meantOf(list, selection).map(({ id }) => id);
  if (ids.length === 0) {
    return { text: `There are no ${escapeMarkdown(selection.name)}, so nothing was ${participles[action]}.` };
  }
  const some = ids.slice(0, mostChanged);
  const input = { action, task_ids: some };
  return { text: `Shall I ${action} ${sayCount(some.length, "task")}?`, calls: [{ tool: "change_tasks", input }] };
}

/** After a search, the deletion of the one task that was found. */
function removeFound(words: string, list: Step, today: string): Reply {
  const found = matching(words, tasksIn(resultOf(list)?.tasks));
  const [only, other] = found;
  if (!only) return { text: `I found no task "${escapeMarkdown(words)}", so nothing was deleted.` };
  if (other) return { text: tellChoice(words, found, today) };
  const text = `Shall I delete **#${only.id}** ${escapeMarkdown(only.title)}?`;
  return { text, calls: [{ tool: "delete_task", input: { task_id: only.id } }] };
}

/** Calls as they are; before those that delete, the question that the approval answers. */
function asking(calls: Call[]): Reply {
  const ids = calls.flatMap(({ tool, input }) =>
    tool === "change_tasks" && Array.isArray(input.task_ids)
      ? input.task_ids
      : tool === "delete_task"
        ? [input.task_id]
        : [],
  );
  return ids.length > 0 ? { text: `Shall I delete ${ids.map((id) => `**#${id}**`).join(", ")}?`, calls } : { calls };
}

/** What begins to do what the person wants. */
function firstReply(intent: Intent): Reply {
  switch (intent.kind) {
    case "say":
      return { text: intent.text };
    case "ask":
      return { text: intent.question };
    case "call":
      return asking(intent.calls);
    case "list":
    case "bulk":
      return { calls: [{ tool: "list_tasks", input: { ...intent.selection.input } }] };
    case "remove":
      return { calls: [{ tool: "list_tasks", input: { status: "all", q: intent.words.slice(0, 200) } }] };
    default:
      return {};
  }
}

function reply(intent: Intent, steps: Step[], { today, zone }: Talk): Reply {
  const last = steps.at(-1);
  if (!last) return firstReply(intent);
  const isListed = last.tool === "list_tasks" && resultOf(last) !== undefined && !errorOf(last);
  if (isListed && intent.kind === "bulk") return changeListed(intent, last);
  if (isListed && intent.kind === "remove") return removeFound(intent.words, last, today);
  return { text: tell(intent, steps, today, zone) };
}

/**
 * What comes next in a conversation.
 * @param tools names of those that may be called
 */
export function answer(talk: Talk, tools: ReadonlySet<string>): Reply {
  const index = talk.turns.length - 1;
  const next = reply(intentAt(talk, index), talk.turns[index]?.steps ?? [], talk);
  const missing = next.calls?.find(({ tool }) => !tools.has(tool));
  if (!missing) return next;
  const mayRead = tools.has("list_tasks") && !tools.has("add_task");
  return { text: mayRead ? "You may only read here, so I cannot change anything." : "I cannot do that here." };
}
