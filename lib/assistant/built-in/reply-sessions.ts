import { formatCount } from "@/lib/core/format.ts";
import { dayInSentence } from "./day-names.ts";
import type { Focus } from "./intents.ts";
import { isJson, type Json, type Step } from "./prompt.ts";
import { durationOf, isDate, numberOf, periodOf, runningWords, wordsIn } from "./reply-time.ts";
import { resultOf } from "./results.ts";

/** The built-in model's replies about single sessions, and about started, ended or added ones. */

const nameOf = ({ repository, pr_number }: Json): string =>
  `**${wordsIn(repository)}${typeof pr_number === "number" ? `#${pr_number}` : ""}**`;

const dayOf = ({ date }: Json, today: string): string => (isDate(date) ? dayInSentence(date, today) : "");

const onDay = (session: Json, today: string): string => {
  const day = dayOf(session, today);
  return day === "" || /^(?:today|yesterday)$/.test(day) ? day : `on ${day}`;
};

function timesOf(session: Json): string {
  const [start, end] = [wordsIn(session.start_local), wordsIn(session.end_local)];
  if (session.status === "active") return `since ${start}, still running`;
  return end ? `${start}–${end}` : start;
}

const lengthOf = (session: Json): string =>
  session.duration_seconds === null || session.duration_seconds === undefined
    ? "still running"
    : durationOf(session, "duration", "duration_seconds");

/** Sessions of a list; `focus` is the requested part of a single one. */
export function describeSessions(step: Step, today: string, focus?: Focus): string {
  const value = resultOf(step) ?? {};
  const sessions = (Array.isArray(value.sessions) ? value.sessions : []).filter(isJson);
  const [first] = sessions;
  const isNamed = step.input.period !== undefined || step.input.to !== undefined || step.input.from !== undefined;
  const period = isNamed ? periodOf(step, step.input, today) : "";
  const about = step.input.repository === undefined ? "" : ` on ${nameOf({ ...step.input })}`;
  if (!first) return `You tracked nothing${about}${period ? ` ${period}` : " yet"}.`;
  const day = onDay(first, today);
  if (focus === "start")
    return `You started at **${wordsIn(first.start_local)}** ${day}, on ${nameOf(first)}.`.replace("  ", " ");
  if (focus === "end") {
    if (first.status === "active")
      return `A session is still running, since **${wordsIn(first.start_local)}**: ${nameOf(first)}.`;
    return `You stopped at **${wordsIn(first.end_local)}** ${day}, on ${nameOf(first)}.`;
  }
  if (focus === "when") return `You last worked ${day} (${timesOf(first)}), on ${nameOf(first)}.`;
  if (step.input.limit === 1) {
    const which = step.input.order === "oldest" ? "first" : "last";
    const length = lengthOf(first);
    if (length === "still running")
      return `Your ${which} session is ${nameOf(first)}, since ${wordsIn(first.start_local)} ${day}. It is still running.`;
    const note = typeof first.note === "string" && first.note ? `\n\nNote: ${wordsIn(first.note)}` : "";
    return `Your ${which} session took **${length}**: ${nameOf(first)}, ${day.replace(/^on /, "")} ${timesOf(first)}.${note}`;
  }
  const lines = sessions.map(
    (session) => `- ${dayOf(session, today)} ${timesOf(session)}: ${nameOf(session)}, ${lengthOf(session)}`,
  );
  const total = Math.max(numberOf(value.total), sessions.length);
  const rest = total > sessions.length ? [`- and ${total - sessions.length} more on **Tracking**`] : [];
  return `${formatCount(total, "session")}${about}${period ? ` ${period}` : ""}:\n\n${[...lines, ...rest].join("\n")}`;
}

/** The result of an operation on a session. */
export function describeSession(step: Step, today: string): string {
  const value = resultOf(step) ?? {};
  switch (value.status) {
    case "started": {
      const ended = isJson(value.ended) ? `\n\n${nameOf(value.ended)} has ended: ${lengthOf(value.ended)}.` : "";
      if (value.already === true) return `${nameOf(value)} is already running, since ${wordsIn(value.start_local)}.`;
      return `Started ${nameOf(value)}. Say "stop the timer" to end it, or press End on **Today**.${ended}`;
    }
    case "ended":
      return `Ended ${nameOf(value)}: **${lengthOf(value)}** (${timesOf({ ...value, status: "completed" })}).`;
    case "added":
      return `Added ${nameOf(value)}: **${lengthOf(value)}**, ${dayOf(value, today)} ${timesOf({ ...value, status: "completed" })}.`;
    default:
      return isJson(value.running) ? `You are working on ${runningWords(value.running)}.` : "Done.";
  }
}
