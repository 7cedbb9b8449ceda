import { adding, needed } from "./adding.ts";
import { asking } from "./asking.ts";
import { changing, stating } from "./changing.ts";
import { finished, finishing } from "./finishing.ts";
import { type Heard, hear } from "./hear.ts";
import type { Call, Intent } from "./intents.ts";
import { listing } from "./listing.ts";
import { addOne } from "./new-task.ts";
import { isDefinite, referenceOf } from "./reference.ts";
import { beyondMe, notAsked, smallTalk } from "./small-talk.ts";

/** From a message to what the person wants. */

type Recogniser = (heard: Heard) => Intent | undefined;

const picking: Recogniser = ({ text }) => {
  const reference = referenceOf(
    text.replace(/^(?:the one|i mean|i meant|number|it's|it is|make it|take|that's) /i, ""),
  );
  return reference && isDefinite(reference) ? { kind: "pick", reference } : undefined;
};

// Whoever needs to do something has a task, unless it is something that only Stint can do.
const needing: Recogniser = (heard) => {
  const rest = needed(heard);
  if (rest === undefined || heard.isQuestion) return undefined;
  const command = commands({ ...heard, text: rest }) ?? listing({ ...heard, text: rest });
  const isCommand =
    command?.kind === "one" ? isDefinite(command.reference) : command?.kind === "bulk" || command?.kind === "list";
  if (isCommand) return command;
  return (
    (/^(?:add|create|see|know|be reminded)\b/i.test(rest)
      ? (adding({ ...heard, text: rest }) ?? asking({ ...heard, text: rest.replace(/^(?:see|know) /i, "") }))
      : undefined) ?? addOne(rest, heard.more, heard.today)
  );
};

/** The first answer of several recognisers. */
const firstOf =
  (...recognisers: Recogniser[]): Recogniser =>
  (heard) => {
    for (const recogniser of recognisers) {
      const intent = recogniser(heard);
      if (intent) return intent;
    }
    return undefined;
  };

// A command's first word decides first; what is only said comes last.
const commands = firstOf(changing, finishing, adding);
const everything = firstOf(
  smallTalk,
  notAsked,
  asking,
  picking,
  needing,
  commands,
  stating,
  finished,
  listing,
  beyondMe,
);

const isSafe = (intent: Intent): intent is Extract<Intent, { kind: "call" | "one" }> =>
  (intent.kind === "call" || (intent.kind === "one" && intent.reference.kind === "id")) &&
  !(intent.kind === "one" && intent.tool === "delete_task");

const callsOf = (intent: Extract<Intent, { kind: "call" | "one" }>): Call[] =>
  intent.kind === "call"
    ? intent.calls
    : intent.reference.kind === "id"
      ? [{ tool: intent.tool, input: { task_id: intent.reference.id, ...intent.changes } }]
      : [];

const mostCommands = 10;

/** Several commands in one message, a line each; undefined unless all of them are understood, and none deletes. */
function several(said: string, today: string): Intent | undefined {
  const parts = said
    .slice(0, 4000)
    .split(/\n|;|,? (?:and )?then /i)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length < 2 || parts.length > mostCommands) return undefined;
  const intents = parts.map((part) => commands(hear(part, today)));
  if (!intents.every((intent) => intent !== undefined && isSafe(intent))) return undefined;
  return { kind: "call", calls: intents.flatMap((intent) => (intent && isSafe(intent) ? callsOf(intent) : [])) };
}

/** What a message asks for. Takes any text; never throws. */
export function understand(said: string, today: string): Intent {
  return several(said, today) ?? everything(hear(said, today)) ?? { kind: "unknown" };
}
