import { type Heard, pattern } from "./hear.ts";
import type { Intent } from "./intents.ts";
import { isDefinite, referenceOf } from "./reference.ts";
import { cuts, isDay, update, updateOrAsk, type Way } from "./ways.ts";

/** Understands when a task is to be due. */

const dayJoints = / (?:(?:to be )?due(?: on| by)?|to|until|till|for|on|by|onto|from now to) /gi;
const noDate = "(?:due ?dates?|deadlines?|dates?|due day)";
const owner = "(?:of|for|from|on|to)";

/** "… 3 to friday". Where the words after a number are no day, the tool says so. */
export function move(rest: string, { today }: Heard, isCertain: boolean): Intent | undefined {
  for (const [before, day] of cuts(rest, dayJoints)) {
    const told = day.replace(/^(?:on|by) /i, "");
    if (isDay(told, today)) return update(before.replace(/ (?:back|forward|out|off|ahead)$/i, ""), { due_date: told });
  }
  const [first] = cuts(rest, dayJoints);
  const reference = first && referenceOf(first[0]);
  if (isCertain && first && reference && isDefinite(reference))
    return update(first[0], { due_date: first[1].slice(0, 100) });
  return undefined;
}

const askUntil = (said: string): Intent => ({
  kind: "ask",
  question: 'Until which day? For example "friday" or "in two weeks".',
  fill: (answer, today) => {
    const day = answer.replace(/^(?:to|until|till|for|on|by) /i, "");
    return isDay(day, today) ? updateOrAsk(said, { due_date: day }) : undefined;
  },
});

/** "postpone 3", with or without a day. */
export const postponing: Way = [
  pattern("(?:postpone|reschedule|snooze|delay|defer|push back|push|put off|bump|shift|move|bring forward) (.+)"),
  ([rest = ""], heard) => {
    const [, alone] = /^(.+?) by (?:an?|one|two|three|four|five|\d+|another|a few)\b.*$/i.exec(rest) ?? [];
    if (alone !== undefined) return askUntil(alone);
    const moved = move(rest, heard, true);
    const reference = referenceOf(rest);
    // "move milk" may be about anything; "move 3" and "postpone milk" are not.
    if (moved || (/^(?:move|push|shift|bump)\b/i.test(heard.text) && !(reference && isDefinite(reference))))
      return moved;
    return askUntil(rest.replace(/ (?:back|off|out)$/i, ""));
  },
];

/** "set 3 due friday", "remove the due date of 3". */
export const dueDates: Way[] = [
  [
    pattern(`(?:remove|clear|delete|drop|unset|take off|cancel|erase) (?:the |its |any )?${noDate} ${owner} (.+)`),
    ([said = ""]) => updateOrAsk(said, { due_date: "" }),
  ],
  [
    pattern(`(?:remove|clear|delete|drop|unset|erase) (.+?)'s ${noDate}`),
    ([said = ""]) => update(said, { due_date: "" }),
  ],
  [pattern(`no ${noDate} for (.+)`), ([said = ""]) => update(said, { due_date: "" })],
  [
    pattern(`(?:set|change|move|make|update|put) (?:the |a )?${noDate} ${owner} (.+?) (?:to|on|as|until|=|:) ?(.+)`),
    ([said = "", day = ""]) =>
      update(said, { due_date: /^(?:none|nothing|never)$/i.test(day) ? "" : day.slice(0, 100) }),
  ],
  [
    pattern(`(?:set|change|move|make|update) (.+?)'s ${noDate} (?:to|on|as|until) (.+)`),
    ([said = "", day = ""]) => update(said, { due_date: day.slice(0, 100) }),
  ],
  [
    pattern(`(?:set|make|change) (?:the )?${noDate} ${owner} ((?:task )?#?\\d+) (.+)`),
    ([said = "", day = ""]) => update(said, { due_date: day.slice(0, 100) }),
  ],
  [
    pattern(`give (.+?) (?:a |the )?${noDate} (?:of|on|by) (.+)`),
    ([said = "", day = ""]) => update(said, { due_date: day.slice(0, 100) }),
  ],
  [
    pattern(`(?:add|set) (?:a |the )?${noDate}(?: of| on)? (.+?) (?:to|for|on) (.+)`),
    ([day = "", said = ""], { today }) => (isDay(day, today) ? update(said, { due_date: day }) : undefined),
  ],
  [pattern("(?:set|make|change|mark) (.+)"), ([rest = ""], heard) => move(rest, heard, false)],
  [
    pattern("(?:schedule|plan|pencil in) (.+)"),
    ([rest = ""], heard) => {
      const moved = move(rest, heard, false);
      return moved?.kind === "one" && isDefinite(moved.reference) ? moved : undefined;
    },
  ],
];

/** What is said of a due date: "3 is due friday", "3 has no due date". */
export const dueStatements: Way[] = [
  [
    pattern(`(.+?) (?:has|needs|should have) no ${noDate}(?: any ?more)?`),
    ([said = ""]) => update(said, { due_date: "" }),
  ],
  [
    pattern("(.+?) (?:isn't|is not|is no longer|is never) due(?: any ?more)?"),
    ([said = ""]) => update(said, { due_date: "" }),
  ],
  [
    pattern("(.+?) (?:is|are|should be|must be|needs to be|will be|has to be)(?: now)? due(?: on| by)? (.+)"),
    ([said = "", day = ""], { today }) => (isDay(day, today) ? update(said, { due_date: day }) : undefined),
  ],
  [
    pattern("(.+?) (?:is )?due(?: on| by|:)? (.+)|due (?:date )?(?:of )?((?:task )?#?\\d+):? (.+)"),
    ([said, day, other = "", otherDay = ""], { today }) =>
      isDay(day ?? otherDay, today) ? update(said ?? other, { due_date: day ?? otherDay }) : undefined,
  ],
];
