import type { Call, Intent, ListedTask, OneTool } from "./intents.ts";
import { matching } from "./lists.ts";
import { type Message, part } from "./normalize.ts";
import type { Step } from "./prompt.ts";
import { type Reference, referenceOf } from "./reference.ts";

/** Resolves references to tasks mentioned earlier. */

export type One = Extract<Intent, { kind: "one" }>;

/** The reference as ids; undefined when the earlier messages do not resolve it. */
export function resolved(reference: Reference, tasks: ListedTask[]): Reference | undefined {
  const [only] = tasks;
  switch (reference.kind) {
    case "it":
      return only && tasks.length === 1 ? { kind: "id", id: only.id } : undefined;
    case "nth": {
      const task = tasks.at(reference.nth > 0 ? reference.nth - 1 : reference.nth);
      return task && { kind: "id", id: task.id };
    }
    case "them":
      return tasks.length > 0 ? { kind: "ids", ids: tasks.map(({ id }) => id) } : undefined;
    default:
      return reference;
  }
}

/** Calls for one task or for several by number; deleting several is one call, to be approved once. */
export function callsFor({ tool, changes }: One, ids: number[]): Call[] {
  if (tool === "delete_task" && ids.length > 1)
    return [{ tool: "change_tasks", input: { action: "delete", task_ids: ids } }];
  return ids.map((task_id) => ({ tool, input: { task_id, ...changes } }));
}

/** The same call as before, for the chosen tasks. */
export function again({ tool, input }: Step, ids: number[]): Intent {
  const { task_id: _, ...changes } = input;
  return {
    kind: "call",
    calls: callsFor({ kind: "one", tool: tool as OneTool, reference: { kind: "ids", ids }, changes }, ids),
  };
}

const leads = ["yes", "yes ,", "the one", "i mean", "i meant", "number", "it 's", "it is"].map((lead) =>
  lead.split(" "),
);

/** Tokens without the introduction of the answer: "I mean the one about …". */
function withoutLead(message: Message): Message {
  const lead = leads
    .toSorted((one, other) => other.length - one.length)
    .find((words) => words.every((word, at) => message.tokens[at]?.word === word));
  return lead && lead.length < message.tokens.length ? withoutLead(part(message, lead.length)) : message;
}

const all = /^(?:all|everything|every one|all of (?:it|them))$/i;

/** The candidates that an answer names. */
export function chosen(answer: Message, candidates: ListedTask[]): number[] {
  const reference = referenceOf(withoutLead(answer));
  const resolution = reference && resolved(reference, candidates);
  if (resolution?.kind === "id") return [resolution.id];
  if (resolution?.kind === "ids") return resolution.ids;
  if (resolution?.kind !== "words") return [];
  if (all.test(resolution.words)) return candidates.map(({ id }) => id);
  const [one, ...others] = matching(resolution.words, candidates);
  return one && others.length === 0 ? [one.id] : [];
}
