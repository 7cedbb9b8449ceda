/** What the person wrote, without what politeness puts around it. */

/** A message as the recognisers read it. */
export interface Heard {
  /** One line, no longer than `longestCommand`, spaces single. */
  text: string;
  /** The lines after the first one. */
  more: string;
  isQuestion: boolean;
  /** `YYYY-MM-DD`. */
  today: string;
}

/** Longer commands are cut: no task's title and no question has as many characters. */
const longestCommand = 600;

/** A pattern over a whole message, in which ' stands for every apostrophe and a space for itself. */
export const pattern = (source: string): RegExp => new RegExp(`^(?:${source})$`, "iu");

const openings =
  /^(?:(?:hey|hi|hello|ok|okay|well|so|now|then|and|also|please|pls|alright|great|thanks|thank you|yes|just|stint|assistant|quickly)\b[\s,!.:—-]*)(?=\S)/i;
const requests =
  /^(?:(?:can|could|would|will) you(?: please| kindly| just)?|(?:i want you to|i'd like you to|i would like you to|i (?:want to|wanna)(?! finish| complete)|i(?:'d| would) like to(?! finish| complete)|let's|let us|let me|help me(?: to)?|go ahead and|kindly)) (?=\S)/i;
const endings =
  /(?:[\s,]+(?:please|pls)|[,.!?]\s*(?:thanks|thank you|thx|ok|okay|will you|would you|cheers)|[\s.!,])+$/i;

function trimmed(text: string, pattern: RegExp, times: number): string {
  let rest = text;
  for (let time = 0; time < times; time++) {
    const shorter = rest.replace(pattern, "").trim();
    if (shorter === rest || shorter === "") break;
    rest = shorter;
  }
  return rest;
}

/** Text with straight quotes and single spaces, which is what patterns are written for. */
export const plain = (text: string): string =>
  text
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replace(/\s+/g, " ")
    .trim();

/** Reads a message. `said` may be anything of any length. */
export function hear(said: string, today: string): Heard {
  const [first = "", ...others] = said.slice(0, 20_000).trim().split(/\n/);
  const line = plain(first.slice(0, longestCommand));
  const polite = trimmed(line, endings, 4);
  const isQuestion =
    /\?[\s!?.)]*$/.test(polite) || (polite.length < line.length && /\?/.test(line.slice(polite.length)));
  const withoutEnd = trimmed(polite.replace(/[\s?!]*\?[\s!?.]*$/, ""), endings, 4);
  const text = trimmed(trimmed(withoutEnd, openings, 4), requests, 2);
  return { text: trimmed(text, openings, 2), more: others.join("\n").trim(), isQuestion, today };
}
