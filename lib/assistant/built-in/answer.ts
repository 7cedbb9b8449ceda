import { intentAt } from "./context.ts";
import type { Call, Intent } from "./intents.ts";
import { meantOf } from "./lists.ts";
import type { Step, Talk } from "./prompt.ts";
import { errorOf, resultOf } from "./results.ts";
import { tell } from "./telling.ts";

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
  if (ids.length === 0)
    return { text: `There are no ${selection.name.replace(/"/g, "")}, so nothing was ${participles[action]}.` };
  return { calls: [{ tool: "change_tasks", input: { action, task_ids: ids.slice(0, mostChanged) } }] };
}

function reply(intent: Intent, steps: Step[], { today, zone }: Talk): Reply {
  const last = steps.at(-1);
  if (!last) {
    if (intent.kind === "say") return { text: intent.text };
    if (intent.kind === "ask") return { text: intent.question };
    if (intent.kind === "call") return { calls: intent.calls };
    return intent.kind === "list" || intent.kind === "bulk"
      ? { calls: [{ tool: "list_tasks", input: { ...intent.selection.input } }] }
      : {};
  }
  const isListed =
    intent.kind === "bulk" && last.tool === "list_tasks" && resultOf(last) !== undefined && !errorOf(last);
  return isListed ? changeListed(intent, last) : { text: tell(intent, steps, today, zone) };
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
