import { type Heard, pattern } from "./hear.ts";
import type { Intent, OneTool } from "./intents.ts";
import { type Reference, referenceOf } from "./reference.ts";
import { selectionOf } from "./selection.ts";

/** Understands that tasks are done, not done after all, or to be deleted. */

type Action = "complete" | "reopen" | "delete";

const toolOf: Record<Action, OneTool> = { complete: "complete_task", reopen: "reopen_task", delete: "delete_task" };

const askWhich = (action: Action): Intent => ({
  kind: "ask",
  question: `Which task shall I ${action}? Its number or words of its title will do.`,
  fill: (answer) => {
    const reference = referenceOf(answer);
    return reference && act(action, reference);
  },
});

const act = (action: Action, reference: Reference): Intent => ({ kind: "one", tool: toolOf[action], reference });

/** One task, several by number, or all of a kind. */
function actOn(action: Action, said: string, today: string): Intent | undefined {
  const selection = selectionOf(
    said,
    action === "delete" ? "all" : action === "complete" ? "pending" : "completed",
    today,
  );
  if (selection) return { kind: "bulk", action, selection };
  const reference = referenceOf(said);
  return reference && act(action, reference);
}

const done = "(?:done|complete|completed|finished|closed|checked|ticked)";
const undone =
  "(?:not done|not complete|not completed|not finished|undone|incomplete|open|open again|pending|unfinished|to ?do|active|not done yet)";
const trailing =
  "(?: (?:from|off|on|in) (?:my |the )?(?:list|tasks|task list|to-?do list|to-?dos))?(?: (?:now|too|as well|again))?";

type Way = [pattern: RegExp, action: Action];

const commands: Way[] = [
  [pattern(`(?:mark|set|change|flag|move|make|turn|put) (.+?) (?:as |to |back to |back as )?${undone}`), "reopen"],
  [pattern(`(?:mark|set) as ${undone}:? (.+)`), "reopen"],
  [pattern(`(?:re-?open|uncomplete|unfinish|uncheck|untick|un-?complete|unmark)(?: (.+?))?${trailing}`), "reopen"],
  [pattern(`(?:mark|set|change|flag|move|make|turn|put) (.+?) (?:as |to |into )?${done}`), "complete"],
  [pattern(`(?:mark|set)(?: as)? ${done}:? (.+)`), "complete"],
  [pattern(`(?:check|tick|cross|strike|mark)(?: (.+?))? off(?: (?:my |the )(?:list|tasks|to-?do list))?`), "complete"],
  [pattern(`(?:check|tick|cross|mark|strike) (?:off|out) (.+?)${trailing}`), "complete"],
  [pattern(`(?:complete|finish|tick|finalize|finish up|finish off)(?: (.+?))?${trailing}`), "complete"],
  [pattern("(?:close|resolve) (.+)"), "complete"],
  [pattern(`${done}(?: with)?:? (?!(?:tasks|to-?dos|items|ones|this|last|today|yesterday)\\b)(.+)`), "complete"],
  [
    pattern(`(?:delete|remove|erase|trash|discard|get rid of|throw away|throw out|bin)(?: (.+?))?${trailing}`),
    "delete",
  ],
  [pattern(`(?:take) (.+?) off (?:my |the )?(?:list|tasks|task list|to-?do list)`), "delete"],
  [
    pattern(
      "(?:cancel|drop|kill|scrap) ((?:the |my )?(?:task|to-?do)? ?#?\\d+.*|(?:the |my )?(?:task|to-?do)\\b.+|.+ task)",
    ),
    "delete",
  ],
  [
    pattern("(?:clear|clean|clean up|clear out|clean out|empty|wipe|purge|tidy up|tidy)(?: (?:up|out))?(?: (.+))?"),
    "delete",
  ],
];

const statements: Way[] = [
  [
    pattern(
      `(.+?) (?:is|are|was|were) (?:still |actually |really )?(?:not|n't) (?:really |actually )?${done}(?: yet| after all| any ?more)?`,
    ),
    "reopen",
  ],
  [pattern(`(.+?) (?:isn't|aren't|wasn't) (?:really |actually )?${done}(?: yet| after all| any ?more)?`), "reopen"],
  [pattern(`i(?:'m| am) (?:all )?(?:done|finished|through) with (.+?)(?: now| today| already)?`), "complete"],
  [
    pattern(
      `(?:i|we)(?:'ve| have| just| already| finally| did)* (?:finished|completed|done|did|closed|wrapped up|got done|took care of|checked off|ticked off)(?: with)? (.+?)(?: now| today| already| just now| this morning)?`,
    ),
    "complete",
  ],
  [
    pattern(
      `(?:finished|completed|did|wrapped up|just finished|just did|just completed|all done with|finally finished) (?!(?:tasks|to-?dos|items|ones|things)\\b)(.+?)(?: now| today| already)?`,
    ),
    "complete",
  ],
  [
    pattern(
      `(.+?)(?:'s| (?:is|are|was|were|got|has been|have been))(?: now| already| all| finally)* ${done}(?: now| too| already| today)?`,
    ),
    "complete",
  ],
  [
    pattern(
      `((?:tasks? |to-?dos? )?#?\\d+(?:(?:, ?| and |, and )#?\\d+)*),? (?:done|completed|finished|complete|check|✓|✔|✅)`,
    ),
    "complete",
  ],
  [pattern("(?:✓|✔|✅|\\[x\\]) ?(.+)"), "complete"],
];

const notDone =
  /\b(?:hours?|minutes?|nothing|half|almost|nearly|not|n't|never|yoga|practi[cs]e|work|well|my best|work out)\b/i;

// What "clear" and the like may be about; anything else is not the list.
const sweeping = /^(?:clear|clean|empty|wipe|purge|tidy)/i;

/** The first way that fits, and what it is said of. */
function read(ways: Way[], text: string): [action: Action, said: string] | undefined {
  for (const [way, action] of ways) {
    const match = way.exec(text);
    if (match) return [action, match[1] ?? ""];
  }
  return undefined;
}

/** A command such as "complete 3", "reopen the milk one" or "delete all completed tasks". */
export function finishing({ text, today }: Heard): Intent | undefined {
  const [action, said = ""] = read(commands, text) ?? [];
  if (!action) return undefined;
  const intent = actOn(action, said, today);
  if (sweeping.test(text)) return intent?.kind === "bulk" ? intent : undefined;
  return intent ?? askWhich(action);
}

const asked =
  /^(?:what|which|how|when|where|who|why|show|list|is|are|do|does|did|tell|have|has|can|anything|nothing)\b/i;
const negation = /\b(?:is|are|was|were) (?:still |actually |really )?not\b|\b(?:is|are|was|were)n['’]t\b/i;

/** What is said rather than asked for: "I finished the report", "#4 is done". */
export function finished({ text, today, isQuestion }: Heard): Intent | undefined {
  if (isQuestion || asked.test(text) || notDone.test(text.replace(negation, ""))) return undefined;
  const [action, said = ""] = read(statements, text) ?? [];
  return action && actOn(action, said, today);
}
