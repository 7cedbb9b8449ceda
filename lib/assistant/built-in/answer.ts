import { formatCount } from "@/lib/core/format.ts";
import { intentAt } from "./context.ts";
import type { Call, Intent } from "./intents.ts";
import { matching, meantOf } from "./lists.ts";
import { escapeMarkdown } from "./markdown.ts";
import type { Step, Talk } from "./prompt.ts";
import { describeChoice, tell } from "./reply.ts";
import { errorOf, resultOf, tasksIn } from "./results.ts";

/** The built-in model's answer: text, or tool calls. */

export interface Reply {
  text?: string;
  calls?: Call[];
}

const mostChanged = 100;

const participles = { complete: "completed", reopen: "reopened", delete: "deleted", update: "changed" };

const listedFor = { complete_task: "pending", reopen_task: "completed", update_task: "all", delete_task: "all" };

const mostUpdated = 20;

/** After a list, the change of the listed tasks; the user approves deletions and completions before they run. */
function changeListed(intent: Extract<Intent, { kind: "bulk" }>, list: Step): Reply {
  const { action, selection } = intent;
  const ids = meantOf(list, selection).map(({ id }) => id);
  if (ids.length === 0) {
    return { text: `You have no ${escapeMarkdown(selection.name)}, so nothing was ${participles[action]}.` };
  }
  if (intent.action === "update") {
    if (ids.length > mostUpdated)
      return { text: `You named ${ids.length} tasks; I can change at most ${mostUpdated} at a time. Which ones?` };
    return { calls: ids.map((task_id) => ({ tool: "update_task", input: { task_id, ...intent.changes } })) };
  }
  const some = ids.slice(0, mostChanged);
  const input = { action, task_ids: some };
  return { text: `Should I ${action} ${formatCount(some.length, "task")}?`, calls: [{ tool: "change_tasks", input }] };
}

const isId = (words: string): boolean => /^\d+$/.test(words);

/** After a search for each of some words, the deletion of the tasks found. */
function removeFound(words: string[], lists: Step[], today: string): Reply {
  const found = words.map((each, index) => {
    const list = lists[index];
    const listed = tasksIn(list && resultOf(list)?.tasks);
    return { words: each, tasks: isId(each) ? listed.filter(({ id }) => id === Number(each)) : matching(each, listed) };
  });
  const missing = found.find(({ tasks }) => tasks.length === 0);
  if (missing) return { text: `I found no task "${escapeMarkdown(missing.words)}", so nothing was deleted.` };
  const several = found.find(({ tasks }) => tasks.length > 1);
  if (several) return { text: describeChoice(several.words, several.tasks, today) };
  const tasks = found
    .flatMap(({ tasks }) => tasks)
    .filter((task, at, all) => all.findIndex(({ id }) => id === task.id) === at);
  const text = `Should I delete ${tasks.map(({ id, title }) => `**#${id}** ${escapeMarkdown(title)}`).join(", ")}?`;
  const [only] = tasks;
  if (only && tasks.length === 1) return { text, calls: [{ tool: "delete_task", input: { task_id: only.id } }] };
  const input = { action: "delete", task_ids: tasks.map(({ id }) => id) };
  return { text, calls: [{ tool: "change_tasks", input }] };
}

/** After the list, one call for the task that has all the words, or one for each part of them. */
function eitherOf({ tool, whole, parts, changes }: Extract<Intent, { kind: "either" }>, list: Step): Reply {
  const tasks = tasksIn(resultOf(list)?.tasks);
  const named = matching(whole, tasks).length > 0 ? [whole] : parts;
  return { calls: named.map((task_id) => ({ tool, input: { task_id, ...changes } })) };
}

/** Plain calls; before deletions, with the question that the approval answers. */
function asking(calls: Call[]): Reply {
  const ids = calls.flatMap(({ tool, input }) =>
    tool === "change_tasks" && Array.isArray(input.task_ids)
      ? input.task_ids
      : tool === "delete_task"
        ? [input.task_id]
        : [],
  );
  return ids.length > 0 ? { text: `Should I delete ${ids.map((id) => `**#${id}**`).join(", ")}?`, calls } : { calls };
}

/** The first step of an intent. */
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
      return {
        calls: intent.words.map((words) => ({
          tool: "list_tasks",
          input: { status: "all", ...(!isId(words) && { q: words.slice(0, 200) }) },
        })),
      };
    case "either":
      return { calls: [{ tool: "list_tasks", input: { status: listedFor[intent.tool] } }] };
    default:
      return {};
  }
}

function reply(intent: Intent, steps: Step[], { today, zone }: Talk): Reply {
  const last = steps.at(-1);
  if (!last) return firstReply(intent);
  const isListed = steps.every((step) => step.tool === "list_tasks" && resultOf(step) !== undefined && !errorOf(step));
  if (isListed && intent.kind === "bulk") return changeListed(intent, last);
  if (isListed && intent.kind === "remove") return removeFound(intent.words, steps, today);
  if (isListed && intent.kind === "either") return eitherOf(intent, last);
  return { text: tell(intent, steps, { today, zone }) };
}

/**
 * The next step in a conversation.
 * @param tools names of the available tools
 */
export function answer(talk: Talk, tools: ReadonlySet<string>): Reply {
  const index = talk.turns.length - 1;
  const next = reply(intentAt(talk, index), talk.turns[index]?.steps ?? [], talk);
  const usable = next.calls?.filter(({ tool }) => tools.has(tool));
  if (!next.calls || usable?.length === next.calls.length) return next;
  // When only reading, a partial result is better than none.
  const areRead = next.calls.every(({ tool }) => /^(?:tracking_streak|practice_totals)$/.test(tool));
  if (usable && usable.length > 0 && areRead) return { ...next, calls: usable };
  const mayRead = tools.has("list_tasks") && !tools.has("add_task");
  return { text: mayRead ? "Your account is read-only, so I can't change anything." : "I can't do that here." };
}
