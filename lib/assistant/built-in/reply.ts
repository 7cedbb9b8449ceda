import { formatCount, formatMoment } from "@/lib/core/format.ts";
import { dayInSentence } from "./day-names.ts";
import type { Focus, Intent, ListedTask, Selection } from "./intents.ts";
import { meantOf, mostShown } from "./lists.ts";
import { escapeMarkdown } from "./markdown.ts";
import type { Json, Step } from "./prompt.ts";
import { describeBeginning, describePractice, describeSuggestions } from "./reply-practice.ts";
import { describeSession, describeSessions } from "./reply-sessions.ts";
import { describeRunning, describeStreak, describeTime } from "./reply-time.ts";
import { candidatesOf, errorOf, namesOf, plainText, repositoriesOf, resultOf, taskOf, tasksIn } from "./results.ts";

/** The built-in model's replies to tool results, in Markdown. */

const named = ({ id, title }: ListedTask): string => `**#${id}** ${escapeMarkdown(title)}`;

const known = new Set(["low", "medium", "high"]);

function extras({ due_date, priority }: ListedTask, today: string): string {
  const isOverdue = typeof due_date === "string" && due_date < today;
  const due = due_date ? `, ${isOverdue ? "was due" : "due"} ${dayInSentence(due_date, today)}` : "";
  return `${due}${priority && known.has(priority) ? `, ${priority} priority` : ""}`;
}

const lines = (tasks: ListedTask[], today: string): string =>
  tasks.map((task) => `- ${named(task)}${task.status === "completed" ? " (done)" : extras(task, today)}`).join("\n");

const verbs = new Map([
  ["created", "Added"],
  ["completed", "Completed"],
  ["reopened", "Reopened"],
  ["deleted", "Deleted"],
  ["updated", "Changed"],
]);

function changesOf({ previous }: Json, task: ListedTask, today: string): string {
  const changed = typeof previous === "object" && previous !== null ? Object.keys(previous) : [];
  if (changed.length === 0) return `${named(task)} is already like that.`;
  const phrases = [
    changed.includes("due_date") &&
      (task.due_date ? `due ${dayInSentence(task.due_date, today)}` : "without a due date"),
    changed.includes("priority") &&
      (task.priority && known.has(task.priority) ? `${task.priority} priority` : "without a priority"),
    changed.includes("description") && "with a new description",
  ].filter(Boolean);
  const title = changed.includes("title") ? `Renamed it: ${named(task)}` : named(task);
  if (phrases.length === 0) return `${title}.`;
  return changed.includes("title") ? `${title}, now ${phrases.join(", ")}.` : `${title} is now ${phrases.join(", ")}.`;
}

function describeOne(step: Step, today: string): string {
  const value = resultOf(step) ?? {};
  const task = taskOf(step);
  const verb = verbs.get(plainText(value.status));
  if (!task || !verb) return "Done.";
  if (value.status === "updated") return changesOf(value, task, today);
  if (value.already === true)
    return `${named(task)} was already ${value.status === "completed" ? "completed" : "open"}.`;
  return `${verb} ${named(task)}${value.status === "created" ? extras(task, today) : ""}.`;
}

const choice = (candidates: ListedTask[], today: string): string =>
  `${lines(candidates.slice(0, mostShown), today)}\n\nReply with its number, or say for example "the second one".`;

/** Asks which of several tasks is meant. */
export const describeChoice = (asked: string, candidates: ListedTask[], today: string): string =>
  `Several tasks match "${escapeMarkdown(asked)}". Which one do you mean?\n\n${choice(candidates, today)}`;

/** An error, and what the user can do about it. */
function explainError(step: Step, today: string): string {
  const value = resultOf(step) ?? {};
  const code = errorOf(step);
  const candidates = candidatesOf(step);
  const askedFor = plainText(step.input.task_id ?? step.input.repository ?? step.input.sequence);
  const asked = escapeMarkdown(askedFor);
  if (code === "TASK_AMBIGUOUS") return describeChoice(askedFor, candidates, today);
  if (code === "TASK_NOT_FOUND") {
    const missed = /^\d*$/.test(asked) ? `I found no task #${asked}.` : `I found no task "${asked}".`;
    const [only, other] = candidates;
    if (!only) return asked ? missed : "One of these tasks no longer exists, so nothing was changed.";
    return other
      ? `${missed} Did you mean one of these?\n\n${choice(candidates, today)}`
      : `${missed} Did you mean ${named(only)}?`;
  }
  if (code === "REPOSITORY_AMBIGUOUS" || code === "REPOSITORY_NOT_FOUND") {
    const names = repositoriesOf(step)
      .map((name) => `- ${escapeMarkdown(name)}`)
      .join("\n");
    const missed =
      code === "REPOSITORY_AMBIGUOUS"
        ? `Several repositories match "${asked}".`
        : `You tracked no time on a repository "${asked}".`;
    return names ? `${missed} You have these:\n\n${names}` : missed;
  }
  if (code === "SEQUENCE_AMBIGUOUS" || code === "SEQUENCE_NOT_FOUND") {
    const names = namesOf(step)
      .map((name) => `- ${escapeMarkdown(name)}`)
      .join("\n");
    const missed =
      code === "SEQUENCE_AMBIGUOUS" ? `Several sequences match "${asked}".` : `I found no sequence "${asked}".`;
    return names ? `${missed} You have these:\n\n${names}` : missed;
  }
  if (code === "NO_RUNNING_SESSION") return "No session is running.";
  if (code === "DATE_NOT_UNDERSTOOD") {
    return `I did not understand "${escapeMarkdown(plainText(step.input.due_date))}" as a date. Try 2026-03-31, tomorrow, next friday or in two weeks.`;
  }
  if (code === "FORBIDDEN") return "Your account is read-only, so nothing was changed.";
  return `That failed: ${escapeMarkdown(plainText(value.message, "no reason was given").slice(0, 500))}`;
}

function describeMany(step: Step): string {
  const { status, count } = resultOf(step) ?? {};
  const tasks = tasksIn(resultOf(step)?.tasks);
  const number = typeof count === "number" ? count : tasks.length;
  const verb = verbs.get(plainText(status)) ?? "Changed";
  const list = tasks
    .slice(0, mostShown)
    .map((task) => `- ${named(task)}`)
    .join("\n");
  const rest = tasks.length > mostShown ? `\n- and ${tasks.length - mostShown} more` : "";
  return `${verb} ${formatCount(number, "task")}${list ? `:\n\n${list}${rest}` : "."}`;
}

/** A list of tasks, as many as fit. */
function describeList(
  step: Step,
  { selection, style }: { selection: Selection; style: string },
  today: string,
): string {
  const tasks = meantOf(step, selection);
  const { total } = resultOf(step) ?? {};
  const complete = tasksIn(resultOf(step)?.tasks).length;
  const isAll = selection.where !== undefined || typeof total !== "number" || total <= complete;
  const count = isAll ? tasks.length : total;
  const name = escapeMarkdown(selection.name);
  const [first] = tasks;
  if (!first) return /^task #/.test(selection.name) ? `You have no ${name}.` : `You have no ${name}.`;
  if (/^task #/.test(selection.name))
    return `${named(first)}${first.status === "completed" ? " is done" : extras(first, today)}.`;
  if (style === "next") {
    const [, ...others] = tasks.slice(0, 4);
    return `Next: ${named(first)}${extras(first, today)}.${others.length > 0 ? `\n\nThen:\n\n${lines(others, today)}` : ""}`;
  }
  const singular = name.replace("tasks", "task");
  const head = count === 1 ? `You have 1 ${singular}` : `You have ${count} ${name}`;
  if (style === "count" && count > 5) return `${head}.`;
  const rest =
    count > Math.min(tasks.length, mostShown) ? `\n- and ${count - Math.min(tasks.length, mostShown)} more` : "";
  return `${head}:\n\n${lines(tasks.slice(0, mostShown), today)}${rest}`;
}

function describeStep(step: Step, { today, zone }: Where, { focus, limit }: Wish = {}): string {
  if (step.outcome.kind === "denied") return "All right, nothing was changed.";
  if (step.outcome.kind === "failed") return "Something went wrong with that. Please try again.";
  if (errorOf(step)) return explainError(step, today);
  switch (step.tool) {
    case "tracked_time":
      return describeTime(step, today, focus, limit);
    case "running_session":
      return describeRunning(step);
    case "list_sessions":
      return describeSessions(step, today, focus);
    case "tracking_streak":
      return describeStreak(step);
    case "start_session":
    case "end_session":
    case "add_session":
      return describeSession(step, today);
    case "practice_totals":
      return describePractice(
        step,
        today,
        (instant) => (zone ? formatMoment(instant, zone, Date.parse(`${today}T12:00:00Z`)) : undefined),
        focus,
      );
    case "suggest_practice":
      return describeSuggestions(step);
    case "begin_practice":
      return describeBeginning(step);
    case "change_tasks":
      return describeMany(step);
    case "list_tasks":
      return describeList(step, { selection: { input: {}, name: "tasks" }, style: "list" }, today);
    default:
      return describeOne(step, today);
  }
}

/** The requested part of a result. */
interface Wish {
  focus?: Focus;
  limit?: number;
}

/** The zone and the date of the reply. */
interface Where {
  today: string;
  zone: string | null;
}

/** The part of a message that was not understood, before the answer to the rest of it. */
function aside({ unread = [], notes = [] }: Intent): string {
  const parts = unread.map((words) => `"${escapeMarkdown(words)}"`).join(" and ");
  const notices = [
    ...(parts ? [`I did not understand ${parts}, so I left it out.`] : []),
    ...notes.map(escapeMarkdown),
  ];
  return notices.length > 0 ? `${notices.join(" ")}\n\n` : "";
}

/** The reply to the results, after all calls have been made. */
export function tell(intent: Intent, steps: Step[], where: Where): string {
  return aside(intent) + describeResults(intent, steps, where);
}

function describeResults(intent: Intent, steps: Step[], where: Where): string {
  const { today } = where;
  const last = steps.at(-1);
  if (!last) return "Done.";
  if (intent.kind === "list" && last.tool === "list_tasks" && resultOf(last)?.status === "ok")
    return describeList(last, intent, today);
  const wish: Wish = intent.kind === "call" ? intent : {};
  const isListed = intent.kind === "bulk" || intent.kind === "remove" || intent.kind === "either";
  const done = isListed && steps.length > 1 ? steps.filter(({ tool }) => tool !== "list_tasks") : steps;
  const created = done.filter((step) => resultOf(step)?.status === "created").flatMap((step) => taskOf(step) ?? []);
  if (done.length === 1 && done[0]) return describeStep(done[0], where, wish);
  if (created.length === done.length)
    return `Added ${formatCount(created.length, "task")}:\n\n${lines(created, today)}`;
  return done.map((step) => describeStep(step, where, wish)).join("\n\n");
}
