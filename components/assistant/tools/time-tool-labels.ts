import { formatCount, formatDate, formatDuration } from "@/lib/core/format.ts";
import { listOf, looseOf, numberOf, wordOf } from "./tool-part.ts";

/** What a card says a tool did to tracked time or read of time and practice, in plain words. */

type Loose = Record<string, unknown>;

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** A date inside a sentence: `today`, `tomorrow`, `Mon 17 Nov`. */
export function formatDue(date: string, today: string): string {
  if (date === dayAfter(today)) return "tomorrow";
  return formatDate(date, today).replace(/^(?:Today|Yesterday)$/, (day) => day.toLowerCase());
}

const isDate = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

const durationOf = (output: Loose): string =>
  wordOf(output.duration) ?? formatDuration(numberOf(output.duration_seconds) ?? 0);

/** `acme/api#7`, as far as it is known. */
export function formatWork({ repository, pr_number }: Loose): string {
  const number = numberOf(pr_number);
  return `${wordOf(repository) ?? "a pull request"}${number === undefined ? "" : `#${number}`}`;
}

/** `Mon 2 Mar, 09:00 to 09:30`, as far as it is known. */
function formatWhen({ date, start_local, end_local }: Loose, today: string): string {
  const day = isDate(date) ? [formatDue(date, today)] : [];
  const clocks = wordOf(start_local) && wordOf(end_local) ? [`${start_local} to ${end_local}`] : [];
  return [...day, ...clocks].join(", ");
}

function formatPeriod(output: Loose, today: string): string {
  const { from, to, repository } = output;
  const days = isDate(from) && isDate(to) ? [formatDue(from, today), formatDue(to, today)] : [];
  const when = days[0] === days[1] ? days[0] : `${days[0]} to ${days[1]}`;
  const number = numberOf(output.pr_number);
  const work = `${wordOf(repository) ?? ""}${number === undefined ? "" : `#${number}`}`;
  const total = wordOf(output.total) ?? formatDuration(numberOf(output.total_seconds) ?? 0);
  return `Checked tracked time${work ? ` on ${work}` : ""}${when ? `, ${when}` : ""}: ${total}`;
}

function formatStart(output: Loose): string {
  if (output.already === true) return `${formatWork(output)} was already running`;
  const ended = looseOf(output.ended);
  const also = wordOf(ended.repository) ? ` — ended ${formatWork(ended)} after ${durationOf(ended)}` : "";
  return `Started tracking ${formatWork(output)}${also}`;
}

function formatAdded(output: Loose, today: string): string {
  const when = formatWhen(output, today);
  return `Added ${durationOf(output)} on ${formatWork(output)}${when ? ` — ${when}` : ""}`;
}

const found = (count: number, what: string): string => `${formatCount(count, what)} found`;

export const timeDone: Record<string, (output: Loose, today: string) => string> = {
  tracked_time: formatPeriod,
  running_session: ({ running }) =>
    running
      ? `Checked the running session: ${wordOf(looseOf(running).repository) ?? "a session"}`
      : "Checked: no session is running",
  list_sessions: ({ total, sessions }) =>
    `Checked your sessions: ${found(numberOf(total) ?? listOf(sessions).length, "session")}`,
  tracking_streak: ({ current_streak_days }) =>
    `Checked your streak: ${formatCount(numberOf(current_streak_days) ?? 0, "day")}`,
  start_session: formatStart,
  end_session: (output) => `Ended ${formatWork(output)} after ${durationOf(output)}`,
  add_session: formatAdded,
  practice_totals: () => "Checked your practice",
  suggest_practice: ({ sequences }) => `Searched for a practice: ${found(listOf(sequences).length, "sequence")}`,
  begin_practice: ({ sequence }) => `“${wordOf(looseOf(sequence).name) ?? "A practice"}” is ready`,
};

export const timeDoing: Record<string, string> = {
  tracked_time: "Checking tracked time",
  running_session: "Checking the running session",
  list_sessions: "Checking your sessions",
  tracking_streak: "Checking your streak",
  start_session: "Starting a session",
  end_session: "Ending the session",
  add_session: "Adding tracked time",
  practice_totals: "Checking your practice",
  suggest_practice: "Searching for a practice",
  begin_practice: "Finding the practice",
};

/** Where a card leads. */
export interface ToolLink {
  href: string;
  label: string;
  /** It is what the person asked for, so that it looks like a button. */
  isMain: boolean;
}

// Tools answer with paths of Stint; a path of anything else is no link.
const isBeginning = (url: unknown): url is string =>
  typeof url === "string" && /^\/practice\/play\/\d+(?:\?begin=1)?$/.test(url);

/** Where what a tool did or found can be seen; null when nowhere in particular. */
export function linkOf(name: string, output: Loose): ToolLink | null {
  if (name === "begin_practice" && isBeginning(output.url)) {
    return { href: output.url, label: "Begin practice", isMain: true };
  }
  if (name === "start_session" && wordOf(output.repository)) return { href: "/today", label: "Today", isMain: false };
  if ((name !== "end_session" && name !== "add_session") || !wordOf(output.repository)) return null;
  const { date } = output;
  return { href: isDate(date) ? `/tracking?from=${date}&to=${date}` : "/tracking", label: "Tracking", isMain: false };
}

/** The sequences that a tool found, with the paths of their pages. */
export const sequencesOf = (output: Loose): { id: number; name: string; total: string }[] =>
  listOf(output.sequences).flatMap((each) => {
    const { id, name, total } = looseOf(each);
    return typeof id === "number" && Number.isInteger(id) && typeof name === "string"
      ? [{ id, name, total: wordOf(total) ?? "" }]
      : [];
  });
