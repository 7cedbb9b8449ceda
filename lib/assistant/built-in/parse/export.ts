import { type Intent, say } from "../intents.ts";
import { escapeMarkdown } from "../markdown.ts";
import type { Message } from "../normalize.ts";
import { Scan } from "../scan.ts";

/** Parses requests for a data export. */

const verbs = "export|exporting|download|downloading|backup";
const nouns =
  "data|everything|all|session|sessions|time|hours|timesheet|csv|json|excel|spreadsheet|task|tasks|account|history|practices|conversation|conversations|file|file|copy|it|tracked";

const known = new Set(
  `${verbs}|${nouns}|how|where|back|up|as|in|from|into|file|my|tracking|tracked|of|with|get|save|for|on|and`.split("|"),
);

/** Undefined when a message is about something else. */
export function exporting(message: Message): Intent | undefined {
  const scan = new Scan(message);
  const first = scan.word(0);
  const isVerb = verbs.split("|").includes(first) || scan.says(0, "back up");
  const isAsked = (first === "how" || first === "can" || first === "where") && scan.has("i", verbs);
  if (!(isVerb && (scan.length === 1 || scan.has(nouns))) && !isAsked) return undefined;
  if (scan.has("conversation|conversations|chat"))
    return say("Open the conversation's menu in the list on the left and choose **Export**: Markdown or JSON.");
  for (let at = 0; at < scan.length; at++) if (known.has(scan.word(at))) scan.take(at);
  const rest = scan.rest();
  const left =
    rest.length > 0 ? `I did not understand ${rest.map((words) => `"${escapeMarkdown(words)}"`).join(" and ")}. ` : "";
  return say(
    `${left}You can export [everything in your account](/settings#data) as one JSON document, or your sessions as a spreadsheet (CSV) from [Tracking](/tracking), filtered as you like.`,
  );
}
