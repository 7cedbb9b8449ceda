import { formatCount, formatDuration } from "@/lib/core/format.ts";
import { dayInSentence } from "./day-names.ts";
import type { Focus } from "./intents.ts";
import { escapeMarkdown } from "./markdown.ts";
import { isJson, type Json, type Step } from "./prompt.ts";
import { resultOf } from "./results.ts";

/** The built-in model's replies about tracked time. */

export const numberOf = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : 0);
export const wordsIn = (value: unknown): string => (typeof value === "string" ? escapeMarkdown(value) : "");
export const isDate = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
export const durationOf = (value: Json, words: string, seconds: string): string =>
  wordsIn(value[words]) || formatDuration(numberOf(value[seconds]));

/** From one date to another, in words. */
const datesOf = (from: string, to: string, today: string): string => {
  const first = dayInSentence(from, today);
  if (from === to) return /^(?:today|yesterday|tomorrow)$/.test(first) ? first : `on ${first}`;
  return `from ${first} to ${dayInSentence(to, today)}`;
};

/** The period of a question in words: "this week so far", "last month (1 Oct to 31 Oct)". */
export function periodOf({ input }: Step, { from, to }: Json, today: string): string {
  const name =
    typeof input.period === "string"
      ? input.period.replaceAll("_", " ")
      : input.from === undefined && input.to === undefined
        ? input.pr_number === undefined
          ? "this week"
          : "all time"
        : "";
  if (/^(?:today|yesterday)$/.test(name)) return name;
  if (name === "all time") return "in total";
  if (/^this /.test(name)) return `${name} so far`;
  if (/^last \d/.test(name)) return `in the ${name}`;
  if (!isDate(from) || !isDate(to)) return name;
  return name ? `${name} (${dayInSentence(from, today)} to ${dayInSentence(to, today)})` : datesOf(from, to, today);
}

export const runningWords = (running: Json): string => {
  const number = typeof running.pr_number === "number" ? ` (#${running.pr_number})` : "";
  return `**${wordsIn(running.repository)}**${number} for ${durationOf(running, "elapsed", "elapsed_seconds")}`;
};

const months = "January February March April May June July August September October November December".split(" ");

/** The key of a group in words: a day, a week, a month, a repository or a pull request. */
function keyOf(key: unknown, group: unknown, today: string): string {
  const text = wordsIn(key);
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(text) ?? [];
  if (month !== undefined) return `${months[Number(month) - 1] ?? month} ${year}`;
  if (!isDate(key)) return text;
  const day = dayInSentence(key, today);
  return group === "week" ? `Week of ${day}` : day.charAt(0).toUpperCase() + day.slice(1);
}

const mostLines = 31;

function groupLines(groups: readonly Json[], group: unknown, more: unknown, today: string, shown: number): string {
  const lines = groups
    .slice(0, shown)
    .map(
      (each) => `- ${keyOf(each.key ?? each.repository, group, today)}: ${durationOf(each, "total", "total_seconds")}`,
    );
  const left = Math.max(0, groups.length - shown) + numberOf(more === true ? 0 : more);
  return [...lines, ...(left > 0 ? [`- and ${left} more`] : more === true ? ["- and more"] : [])].join("\n");
}

const earlier: Record<string, string> = {
  today: "yesterday",
  this_week: "last week",
  this_month: "last month",
  this_year: "last year",
};

/** "20 m more than yesterday (1 h 10 m)". */
function comparisonOf({ input }: Step, value: Json, today: string): string {
  if (value.comparison === undefined && input.compare === undefined && input.compare_to === undefined) return "";
  if (!isJson(value.comparison))
    return input.compare === "usual" ? "\n\nYou have not tracked enough yet to say what is usual." : "";
  const { comparison } = value;
  const difference = numberOf(comparison.difference_seconds);
  const other = durationOf(comparison, "total", "total_seconds");
  const named = typeof input.period === "string" && input.compare === "previous" ? earlier[input.period] : undefined;
  const { from, to } = comparison;
  const than =
    input.compare === "usual"
      ? "usual"
      : (named ??
        (isDate(from) && isDate(to)
          ? from === to
            ? dayInSentence(from, today)
            : `${datesOf(from, to, today)}`
          : "before"));
  const amount = formatDuration(Math.abs(difference));
  if (difference === 0 && numberOf(comparison.total_seconds) === 0) return `\n\nNothing ${than} either.`;
  if (difference === 0) return `\n\nThat is as much as ${than} (${other}).`;
  return `\n\nThat is **${amount} ${difference > 0 ? "more" : "less"}** than ${than} (${other}).`;
}

const nouns: Record<string, string> = {
  pull_request: "pull request",
  repository: "repository",
  day: "day",
  week: "week",
  month: "month",
};

function aboutOf(value: Json, { input }: Step): string {
  const number = typeof value.pr_number === "number" ? value.pr_number : input.pr_number;
  const repository = wordsIn(value.repository);
  if (typeof number !== "number") return repository ? ` on **${repository}**` : "";
  return repository ? ` on **${repository}#${number}**` : ` on pull requests **#${number}**`;
}

/** The subject of a question besides the total, which then comes first. */
function focused(
  focus: Focus | undefined,
  value: Json,
  groups: readonly Json[],
  group: string,
  about: string,
  period: string,
  today: string,
): string {
  const total = durationOf(value, "total", "total_seconds");
  const sessions = formatCount(numberOf(value.session_count), "session");
  switch (focus) {
    case "sessions":
      return `You tracked **${sessions}**${about} ${period}, ${total} in total.`;
    case "active_days":
      return `You tracked time on **${formatCount(numberOf(value.active_days), "day")}**${about} ${period}, ${total} in total.`;
    case "average_day":
      if (group === "week" || group === "month")
        return `On average you tracked **${formatDuration(numberOf(value.total_seconds) / Math.max(1, groups.length))}**${about} per ${group} with work ${period}: ${total} in ${formatCount(groups.length, group)}.`;

      return `On average you tracked **${durationOf(value, "average_per_active_day", "average_seconds_per_active_day")}**${about} per day with work ${period}: ${total} on ${formatCount(numberOf(value.active_days), "day")}.`;
    case "average_session":
      return `A session took **${durationOf(value, "average_per_session", "average_seconds_per_session")}**${about} on average ${period}: ${total} in ${sessions}.`;
    case "longest_session":
      return `Your longest session${about} ${period} took **${durationOf(value, "longest_session", "longest_session_seconds")}**.`;
    case "count": {
      const noun = nouns[group] ?? "group";
      const many = noun === "repository" ? "repositories" : `${noun}s`;
      const count = groups.length + (typeof value.more_groups === "number" ? value.more_groups : 0);
      return `You worked on **${formatCount(count, noun, many)}**${about} ${period}, ${total} in total.`;
    }
    case "most":
    case "least": {
      const sorted = groups.toSorted((a, b) => numberOf(b.total_seconds) - numberOf(a.total_seconds));
      const one = focus === "most" ? sorted[0] : sorted.at(-1);
      if (one)
        return `${focus === "most" ? "Most" : "Least"} time went to **${keyOf(one.key ?? one.repository, group, today)}** ${period}: ${durationOf(one, "total", "total_seconds")} of ${total}.`;
      break;
    }
    default:
  }
  return `You tracked **${total}**${about} ${period}, in ${sessions}.`;
}

/** Tracked time of a period. */
export function describeTime(step: Step, today: string, focus?: Focus, limit?: number): string {
  const value = resultOf(step) ?? {};
  const period = periodOf(step, value, today);
  const about = aboutOf(value, step);
  const running = isJson(value.running)
    ? `\n\nA session is also running: ${runningWords(value.running)}. It counts once it ends.`
    : "";
  const compared = comparisonOf(step, value, today);
  if (numberOf(value.session_count) === 0 && numberOf(value.total_seconds) === 0)
    return `You tracked nothing${about} ${period}.${compared}${running}`;
  const group = typeof step.input.group_by === "string" ? step.input.group_by : "repository";
  const groups = (
    Array.isArray(value.groups) ? value.groups : Array.isArray(value.repositories) ? value.repositories : []
  ).filter(isJson);
  const first = focused(focus, value, groups, group, about, period, today);
  const isListed = (step.input.group_by !== undefined || !about) && !/^(?:average|longest|active)/.test(focus ?? "");
  const shown = limit ?? (group === "repository" || group === "pull_request" ? 10 : mostLines);
  const list = isListed && groups.length > 0 ? `\n\n${groupLines(groups, group, value.more_groups, today, shown)}` : "";
  return `${first}${list}${compared}${running}`;
}

/** The running session. */
export function describeRunning(step: Step): string {
  const { running } = resultOf(step) ?? {};
  return isJson(running) ? `You are working on ${runningWords(running)}.` : "No session is running.";
}

/** The streak of days with tracked time. */
export function describeStreak(step: Step): string {
  const value = resultOf(step) ?? {};
  const streak = numberOf(value.current_streak_days);
  const longest =
    typeof value.longest_streak_days === "number"
      ? `; the longest was ${formatCount(value.longest_streak_days, "day")}`
      : "";
  const first =
    streak > 0
      ? `You have tracked time **${formatCount(streak, "day")}** in a row${longest}.`
      : `You have no tracking streak right now${longest}.`;
  const average = durationOf(value, "average_per_active_day", "average_per_active_day_seconds");
  const extra = value.average_per_active_day_seconds === undefined ? "" : `; ${average} per working day on average`;
  return `${first} Today: ${durationOf(value, "today", "today_seconds")}${extra}.`;
}
