import { formatCount } from "@/lib/core/format.ts";
import { dayInSentence } from "./day-names.ts";
import type { Focus } from "./intents.ts";
import { isJson, type Json, type Step } from "./prompt.ts";
import { durationOf, isDate, numberOf, periodOf, wordsIn } from "./reply-time.ts";
import { resultOf } from "./results.ts";

/** The built-in model's replies about practice. */

const isPeriod = ({ input }: Step): boolean =>
  (input.period !== undefined && input.period !== "all_time") || input.from !== undefined || input.to !== undefined;

/** When the user last practised, in their zone as far as it is known. */
function lastOf(value: Json, today: string, moment: (instant: string) => string | undefined): string {
  const instant = [value.last_practised_at, value.last_practice_at].find(
    (each): each is string => typeof each === "string" && Number.isFinite(Date.parse(each)),
  );
  const time = instant === undefined ? undefined : moment(instant);
  return time ?? (isDate(value.last_practised_date) ? dayInSentence(value.last_practised_date, today) : "");
}

const none = "You have not practised yet. Open **Practice** and choose a sequence to start a streak.";

function streakOf(value: Json): string {
  const streak = numberOf(value.current_streak_days);
  const first = streak > 0 ? `Your streak is **${formatCount(streak, "day")}**` : "You have no streak right now";
  return `${first}; the longest was ${formatCount(numberOf(value.longest_streak_days), "day")}.`;
}

/** Streaks and totals of practice; `moment` formats an instant in the user's zone. */
export function describePractice(
  step: Step,
  today: string,
  moment: (instant: string) => string | undefined,
  focus?: Focus,
): string {
  const value = resultOf(step) ?? {};
  const last = lastOf(value, today, moment);
  const total = durationOf(value, "total", "total_seconds");
  const practices = formatCount(numberOf(value.total_practices), "practice");
  if (focus === "when" && last)
    return `You last practised **${last.replace(/^(?:Today|Yesterday)/, (day) => day.toLowerCase())}**${value.last_sequence ? `: ${wordsIn(value.last_sequence)}` : ""}.`;
  if (isPeriod(step)) {
    const period = periodOf(step, { ...step.input, ...value }, today);
    if (numberOf(value.total_practices) === 0)
      return `You did not practise ${period}.${last ? ` The last time was ${last.replace(/^(?:Today|Yesterday)/, (day) => day.toLowerCase())}.` : ""}`;
    return `You practised **${total}** ${period}, in ${practices}.`;
  }
  if (numberOf(value.total_practices) === 0) return none;
  return [
    `${streakOf(value)}\n\n`,
    `- Today: ${durationOf(value, "today", "today_seconds")}\n`,
    `- This week: ${durationOf(value, "week", "week_seconds")} in ${formatCount(numberOf(value.week_practices), "practice")}\n`,
    `- In total: ${total} in ${practices}`,
    last ? `\n- Last: ${last}` : "",
  ].join("");
}

// Only links to Stint's own pages: anything else in a result is not linked.
const pageOf = (url: unknown): string | undefined =>
  typeof url === "string" && /^\/practice\/[\w/-]{1,100}$/.test(url) ? url : undefined;

const linked = (name: unknown, url: unknown): string => {
  const page = pageOf(url);
  return page ? `[${wordsIn(name)}](${page})` : `**${wordsIn(name)}**`;
};

/** Suggested sequences. */
export function describeSuggestions(step: Step): string {
  const { sequences } = resultOf(step) ?? {};
  const found = (Array.isArray(sequences) ? sequences : []).filter(isJson);
  const about = typeof step.input.q === "string" ? ` for "${wordsIn(step.input.q)}"` : "";
  if (found.length === 0) return `I found no sequence${about}. See **Practice** for all of them.`;
  const lines = found.map((each) => `- ${linked(each.name, each.url)}: ${durationOf(each, "total", "total_seconds")}`);
  return `${found.length === 1 ? "This one fits" : "These fit"}${about}:\n\n${lines.join("\n")}\n\nSay "start" and its name to begin.`;
}

/** The link that starts a practice. */
export function describeBeginning(step: Step): string {
  const { sequence, url } = resultOf(step) ?? {};
  const name = isJson(sequence) ? sequence.name : sequence;
  const page = pageOf(url);
  return page ? `Ready: [begin ${wordsIn(name)}](${page}).` : "Open **Practice** to begin.";
}
