import { askedFurther } from "./asking.ts";
import { again, callsFor, chosen, type One, resolved } from "./choosing.ts";
import { hear, plain } from "./hear.ts";
import { type Intent, type ListedTask, type OneTool, say } from "./intents.ts";
import { matching, shownOf } from "./lists.ts";
import type { Step, Talk, Turn } from "./prompt.ts";
import { isDefinite, referenceOf } from "./reference.ts";
import { candidatesOf, errorOf, resultOf, taskOf, tasksIn } from "./results.ts";
import { unknownTo } from "./small-talk.ts";
import { understand } from "./understand.ts";

/** What a message means after those before it: "the second one", "yes", "and last week?". */

const oneTools = new Set<string>(["complete_task", "reopen_task", "delete_task", "update_task"] satisfies OneTool[]);

const turnAt = ({ turns }: Talk, index: number): Turn => turns[index] ?? { said: "", steps: [] };

/** The tasks that a turn spoke of, in the order in which they were shown. */
function tasksOf(talk: Talk, index: number): ListedTask[] {
  const { steps } = turnAt(talk, index);
  const last = steps.at(-1);
  if (!last) return [];
  const candidates = candidatesOf(last);
  if (candidates.length > 0) return candidates;
  if (last.tool === "list_tasks") {
    const intent = intentAt(talk, index);
    if (intent.kind === "remove") return matching(intent.words, tasksIn(resultOf(last)?.tasks));
    return shownOf(last, intent.kind === "list" || intent.kind === "bulk" ? intent.selection : undefined);
  }
  const changed = tasksIn(resultOf(last)?.tasks);
  return changed.length > 0 ? changed : steps.flatMap((step) => (errorOf(step) ? [] : (taskOf(step) ?? [])));
}

/** The tasks that were spoken of last before a turn. */
function spokenOf(talk: Talk, index: number): ListedTask[] {
  for (let before = index - 1; before >= 0; before--) {
    const tasks = tasksOf(talk, before);
    if (tasks.length > 0) return tasks;
  }
  return [];
}

function settled(intent: One, tasks: ListedTask[]): Intent {
  const reference = resolved(intent.reference, tasks);
  if (!reference) {
    return {
      kind: "ask",
      question: "Which task do you mean? Its number or words of its title will do.",
      fill: (answer) => {
        const meant = referenceOf(answer);
        return meant && { ...intent, reference: meant };
      },
    };
  }
  if (reference.kind === "id") return { kind: "call", calls: callsFor(intent, [reference.id]) };
  if (reference.kind === "ids") return { kind: "call", calls: callsFor(intent, reference.ids) };
  const task_id = reference.kind === "words" ? reference.words : "";
  if (intent.tool === "delete_task") return { kind: "remove", words: task_id };
  return { kind: "call", calls: [{ tool: intent.tool, input: { task_id, ...intent.changes } }] };
}

/** A question that the turn before left open. */
type Open =
  | { kind: "ask"; intent: Extract<Intent, { kind: "ask" }> }
  | { kind: "which"; step: Step; candidates: ListedTask[] };

function openAfter(talk: Talk, index: number): Open | undefined {
  if (index < 0) return undefined;
  const last = turnAt(talk, index).steps.at(-1);
  if (!last) {
    const intent = intentAt(talk, index);
    return intent.kind === "ask" ? { kind: "ask", intent } : undefined;
  }
  const intent = last.tool === "list_tasks" ? intentAt(talk, index) : undefined;
  if (intent?.kind === "remove") {
    const step: Step = { ...last, tool: "delete_task", input: { task_id: intent.words } };
    return { kind: "which", step, candidates: tasksOf(talk, index) };
  }
  const candidates = candidatesOf(last);
  return candidates.length > 0 && oneTools.has(last.tool) ? { kind: "which", step: last, candidates } : undefined;
}

const nothingWaits = say("Good. Nothing waits for an answer; what shall I do next?");
const nothingDone = say("All right, I leave everything as it is.");

function answerTo(open: Open, said: string, own: Intent, today: string): Intent | undefined {
  if (own.kind === "decide" && !own.yes) return nothingDone;
  if (open.kind === "ask")
    return own.kind === "decide" ? undefined : open.intent.fill(plain(said.slice(0, 600)), today);
  const [only, other] = open.candidates;
  if (own.kind === "decide")
    return only && !other ? again(open.step, [only.id]) : say("Which one? Its number or words of its title will do.");
  const ids = chosen(plain(said.slice(0, 300)), open.candidates);
  return ids.length > 0 ? again(open.step, ids) : undefined;
}

/** Takes back what was changed last, as far as tools can. */
function undone(talk: Talk, index: number): Intent {
  for (let before = index - 1; before >= 0; before--) {
    const step = turnAt(talk, before).steps.findLast(
      (each) => each.tool !== "list_tasks" && !errorOf(each) && taskOf(each),
    );
    const task = step && taskOf(step);
    const value = step && resultOf(step);
    if (!task || !value) continue;
    const { status, already, previous } = value;
    const one = (tool: OneTool, changes?: One["changes"]): Intent =>
      settled({ kind: "one", tool, reference: { kind: "id", id: task.id }, ...(changes && { changes }) }, []);
    if (status === "completed" && !already) return one("reopen_task");
    if (status === "reopened" && !already) return one("complete_task");
    if (status === "updated" && typeof previous === "object" && previous !== null) {
      const changes = Object.entries(previous).map(([name, was]) => [
        name,
        was === null && name !== "priority" ? "" : was,
      ]);
      return one("update_task", Object.fromEntries(changes));
    }
    if (status === "created") return say(`Press **Undo** on its card, or write "delete ${task.id}".`);
    break;
  }
  return say(
    "There is nothing that I can take back. What was deleted comes back with **Undo** on its card, within an hour.",
  );
}

// A message may look back at the one before it more than once, and that at the one before it.
const meant = new WeakMap<Talk, Intent[]>();

/** What the message of a turn means, with what was said before it: never `one`, `pick`, `decide` or `undo`. */
export function intentAt(talk: Talk, index: number): Intent {
  const known = meant.get(talk) ?? [];
  meant.set(talk, known);
  const intent = known[index] ?? meaningOf(talk, index);
  known[index] = intent;
  return intent;
}

function meaningOf(talk: Talk, index: number): Intent {
  const { said } = turnAt(talk, index);
  const own = understand(said, talk.today);
  const isVague =
    own.kind === "unknown" ||
    own.kind === "pick" ||
    own.kind === "decide" ||
    (own.kind === "one" && !isDefinite(own.reference) && own.tool !== "delete_task");
  const open = isVague ? openAfter(talk, index - 1) : undefined;
  const answered = open && answerTo(open, said, own, talk.today);
  if (answered) return answered.kind === "one" ? settled(answered, spokenOf(talk, index)) : answered;
  switch (own.kind) {
    case "one":
      return settled(own, own.reference.kind === "id" || own.reference.kind === "words" ? [] : spokenOf(talk, index));
    case "pick": {
      const reference = resolved(own.reference, spokenOf(talk, index));
      if (reference?.kind !== "id")
        return say('What shall I do with it? For example "complete 3" or "move 3 to friday".');
      const { id } = reference;
      return {
        kind: "list",
        selection: { input: { status: "all" }, where: (task) => task.id === id, name: `task #${id}` },
        style: "list",
      };
    }
    case "decide":
      return own.yes ? nothingWaits : nothingDone;
    case "undo":
      return undone(talk, index);
    case "unknown":
      return furtherAt(talk, index) ?? say(unknownTo(hear(said, talk.today).text));
    default:
      return own;
  }
}

/** "and last week?" after a question about time. */
function furtherAt(talk: Talk, index: number): Intent | undefined {
  const before = index > 0 ? turnAt(talk, index - 1).steps.at(-1) : undefined;
  if (before?.tool !== "tracked_time") return undefined;
  const further = askedFurther(hear(turnAt(talk, index).said, talk.today));
  const [asked] = further?.kind === "call" ? further.calls : [];
  if (!asked || Object.keys(asked.input).length === 0) return undefined;
  const { repository, period, from, to } = before.input;
  const span =
    (asked.input.period ?? asked.input.from)
      ? {}
      : {
          ...(period !== undefined && { period }),
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
        };
  return {
    kind: "call",
    calls: [
      { tool: "tracked_time", input: { ...(repository !== undefined && { repository }), ...span, ...asked.input } },
    ],
  };
}
