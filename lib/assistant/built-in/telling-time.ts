import { sayCount, sayDate, sayDuration } from "@/lib/words.ts";
import { escapeMarkdown } from "./markdown.ts";
import { isJson, type Json, type Step } from "./prompt.ts";
import { resultOf } from "./results.ts";

/** What the built-in model says about tracked time and practice. */

const numberOf = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : 0);
const textOf = (value: unknown): string => (typeof value === "string" ? escapeMarkdown(value) : "");
const isDate = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
const durationOf = (value: Json, words: string, seconds: string): string =>
  textOf(value[words]) || sayDuration(numberOf(value[seconds]));

const day = (date: string, today: string): string => {
  const said = sayDate(date, today);
  return /^(?:Today|Yesterday)$/.test(said) ? said.toLowerCase() : said;
};

/** The period of a question in words: "this week (16 Nov to 22 Nov)". */
function periodOf({ input }: Step, { from, to }: Json, today: string): string {
  const name =
    typeof input.period === "string"
      ? input.period.replaceAll("_", " ")
      : input.from === undefined && input.to === undefined
        ? "this week"
        : "";
  if (/^(?:today|yesterday)$/.test(name)) return name;
  if (name === "all time" || !isDate(from) || !isDate(to)) return name === "all time" ? "in all" : name;
  const dates = from === to ? day(from, today) : `${day(from, today)} to ${day(to, today)}`;
  if (/^last \d/.test(name)) return `in the ${name}`;
  return name
    ? `${name} (${dates})`
    : from === to
      ? `on ${dates}`.replace(/^on (today|yesterday)$/, "$1")
      : `from ${dates}`;
}

const runningWords = (running: Json): string => {
  const number = typeof running.pr_number === "number" ? ` (#${running.pr_number})` : "";
  return `**${textOf(running.repository)}**${number} for ${durationOf(running, "elapsed", "elapsed_seconds")}`;
};

/** Tracked time of a period. */
export function tellTime(step: Step, today: string): string {
  const value = resultOf(step) ?? {};
  const period = periodOf(step, value, today);
  const on = value.repository ? ` on **${textOf(value.repository)}**` : "";
  const running = isJson(value.running)
    ? `\n\nBesides, a session runs: ${runningWords(value.running)}. It counts once it ends.`
    : "";
  if (numberOf(value.session_count) === 0) return `Nothing is tracked${on} ${period}.${running}`;
  const total = `You tracked **${durationOf(value, "total", "total_seconds")}**${on} ${period}, in ${sayCount(numberOf(value.session_count), "session")}.`;
  const repositories = Array.isArray(value.repositories) ? value.repositories.filter(isJson) : [];
  const list = repositories
    .slice(0, 10)
    .map((each) => `- ${textOf(each.repository)}: ${durationOf(each, "total", "total_seconds")}`);
  const rest = repositories.length > 10 ? [`- and ${repositories.length - 10} more`] : [];
  return `${total}${!on && list.length > 0 ? `\n\n${[...list, ...rest].join("\n")}` : ""}${running}`;
}

/** The running session. */
export function tellRunning(step: Step): string {
  const { running } = resultOf(step) ?? {};
  return isJson(running) ? `You are working on ${runningWords(running)}.` : "No session is running.";
}

/** Streaks and totals of practice; `moment` says an instant in the person's zone. */
export function tellPractice(step: Step, moment: (instant: string) => string | undefined): string {
  const value = resultOf(step) ?? {};
  const last =
    typeof value.last_practice_at === "string" && Number.isFinite(Date.parse(value.last_practice_at))
      ? moment(value.last_practice_at)
      : undefined;
  if (numberOf(value.total_practices) === 0)
    return "You have not practised yet. Open **Practice** and choose a sequence; your streak begins with it.";
  const streak = numberOf(value.current_streak_days);
  return [
    streak > 0 ? `Your streak is **${sayCount(streak, "day")}**` : "You have no streak right now",
    `; the longest was ${sayCount(numberOf(value.longest_streak_days), "day")}.\n\n`,
    `- Today: ${durationOf(value, "today", "today_seconds")}\n`,
    `- This week: ${durationOf(value, "week", "week_seconds")} in ${sayCount(numberOf(value.week_practices), "practice")}\n`,
    `- In all: ${durationOf(value, "total", "total_seconds")} in ${sayCount(numberOf(value.total_practices), "practice")}`,
    last ? `\n- Last: ${last}` : "",
  ].join("");
}
