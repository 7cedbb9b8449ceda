import { readDuration } from "@/components/time/read-duration.ts";
import type { SessionChanges } from "@/components/tracking/pending.ts";
import { isDate } from "@/lib/core/dates.ts";
import { formatDuration } from "@/lib/core/format.ts";
import { formatPullRequest, type PullRequest, parsePullRequest, pullRequestProblem } from "@/lib/tracking/reference.ts";
import { clockSkewMs, longestSpanMs, wholeSeconds } from "@/lib/tracking/rules.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import type { Draft, DraftField, Problems } from "./draft-shape.ts";
import { daysApart, daysLater, instantOf, type LocalTime, localTimeOf } from "./local-times.ts";

/** What somebody types about a session, read as the server will read it. Pure. */

const longestTag = 50;
const mostTags = 20;
const longestNote = 5000;

const spanOf = ({ start_time, end_time }: Pick<Session, "start_time" | "end_time">): number =>
  end_time === null ? 0 : wholeSeconds(new Date(start_time), new Date(end_time));

/** A session as the form shows it at first. */
export function draftOf(session: Session, zone: string): Draft {
  const { start_time, end_time, duration_seconds, tags, note } = session;
  const { date, time: from } = localTimeOf(start_time, zone);
  const differs = duration_seconds !== null && duration_seconds !== spanOf(session);
  return {
    reference: formatPullRequest(session),
    date,
    from,
    to: end_time === null ? "" : localTimeOf(end_time, zone).time,
    days: end_time === null ? 0 : daysApart(start_time, end_time, zone),
    active: differs ? formatDuration(duration_seconds) : null,
    tags,
    note: note ?? "",
  };
}

/** What a form tells, read in full. */
export interface Told extends PullRequest {
  start_time: string;
  /** Null while the session runs. */
  end_time: string | null;
  /** Undefined where it is what lies between start and end. */
  duration_seconds: number | undefined;
  note: string | null;
  tags: string[];
}

interface Surroundings {
  zone: string;
  /** The server's time, in milliseconds. */
  now: number;
  /** Where GitHub is. */
  github: string;
  /** The session that is edited; a new one otherwise. */
  base?: Session | undefined;
}

interface ReadTime {
  instant?: string;
  /** Where it comes twice. */
  later?: string;
  problem?: string;
}

/**
 * Reads one of the two times.
 * @param exact the instant that it was, where only the date has changed
 */
function readTime(local: LocalTime, zone: string, untouched: string | undefined, exact: string | undefined): ReadTime {
  if (untouched !== undefined) return { instant: untouched };
  if (!/^\d\d:\d\d$/.test(local.time)) return { problem: "Enter a time, such as 09:30" };
  const found = instantOf(local, zone, exact);
  if (found.is !== "missing") return found;
  const { before, after } = found;
  return { problem: `${local.time} does not exist on that day: the clocks jump from ${before} to ${after}` };
}

function readTimes(draft: Draft, { zone, base }: Surroundings, problems: Problems) {
  const before = base && draftOf(base, zone);
  const isRunning = base?.end_time === null;
  const same = (...fields: DraftField[]) =>
    before !== undefined && fields.every((name) => draft[name] === before[name]);
  const start = readTime(
    { date: draft.date, time: draft.from },
    zone,
    same("date", "from") ? base?.start_time : undefined,
    same("from") ? base?.start_time : undefined,
  );
  if (start.problem !== undefined) problems.from = start.problem;
  if (isRunning) return { start: start.instant, end: null };
  const end = readTime(
    { date: daysLater(draft.date, draft.days), time: draft.to },
    zone,
    same("date", "to", "days") ? (base?.end_time ?? undefined) : undefined,
    same("to") ? (base?.end_time ?? undefined) : undefined,
  );
  if (end.problem !== undefined) problems.to = end.problem;
  // A start that was not touched has seconds, which nobody sees: an end within its minute is at the start.
  if (draft.to === draft.from && draft.days === 0 && (end.instant ?? "") < (start.instant ?? "")) {
    return { start: start.instant, end: end.later ?? start.instant };
  }
  // Of a time that comes twice, the one that can be: a session ends after it has begun.
  const isTooEarly = (end.instant ?? "") < (start.instant ?? "");
  return { start: start.instant, end: isTooEarly ? (end.later ?? end.instant) : end.instant };
}

function checkSpan(start: string, end: string | null, draft: Draft, { now, base }: Surroundings, problems: Problems) {
  const [from, to] = [Date.parse(start), end === null ? now : Date.parse(end)];
  const isRunning = end === null;
  if (from > now + (isRunning ? 0 : clockSkewMs)) problems.from = "Must not be in the future";
  else if (isRunning && now - from > longestSpanMs) problems.from = "Must be within the last 24 hours";
  if (isRunning || problems.from !== undefined) return;
  if (to < from) {
    const hint = draft.days === 0 && base?.end_time !== null ? ". After midnight? Tick “Ends the next day”" : "";
    problems.to = `Must end after it starts${hint}`;
  } else if (to - from > longestSpanMs) problems.to = "Must be at most 24 hours long";
  else if (to > now + clockSkewMs) problems.to = "Must not be in the future";
}

function readActive(draft: Draft, span: number, { base, zone }: Surroundings, problems: Problems): number | undefined {
  if (draft.active === null) return undefined;
  const untouched = base && draftOf(base, zone).active === draft.active;
  const seconds = untouched ? (base.duration_seconds ?? null) : readDuration(draft.active);
  if (seconds === null) problems.active = "Enter a time such as 1 h 24 m, 1:24 or 84";
  else if (seconds > span) problems.active = "Must not be longer than the session";
  return seconds ?? undefined;
}

const isPrintable = (text: string): boolean => !/[^\P{Cc}\n\r\t]/u.test(text) && text.isWellFormed();

function checkWords({ tags, note }: Draft, problems: Problems): void {
  const long = tags.find((tag) => tag.length > longestTag);
  if (long !== undefined) problems.tags = `Tags have at most ${longestTag} characters; one has ${long.length}`;
  else if (tags.length > mostTags) problems.tags = `At most ${mostTags} tags; you entered ${tags.length}`;
  else if (!tags.every((tag) => isPrintable(tag) && !/[\n\r\t]/.test(tag)))
    problems.tags = "A tag contains control characters";
  const count = (value: number) => value.toLocaleString("en");
  if (note.length > longestNote) {
    problems.note = `At most ${count(longestNote)} characters; you entered ${count(note.length)}`;
  } else if (!isPrintable(note)) problems.note = "Control characters are not allowed";
}

/** Reads a form, or says what is wrong with it, field by field. Times that were not touched stay to the millisecond. */
export function readDraft(draft: Draft, around: Surroundings): { told: Told } | { problems: Problems } {
  const problems: Problems = {};
  const pullRequest = parsePullRequest(draft.reference, around.github);
  if (!pullRequest) problems.reference = pullRequestProblem(draft.reference, around.github);
  checkWords(draft, problems);
  if (!isDate(draft.date)) {
    problems.date = draft.date === "" ? "Enter a date" : "Enter a date after 1969";
    return { problems };
  }
  const { start, end } = readTimes(draft, around, problems);
  if (start === undefined || end === undefined) return { problems };
  checkSpan(start, end, draft, around, problems);
  const duration_seconds = readActive(draft, spanOf({ start_time: start, end_time: end }), around, problems);
  if (!pullRequest || Object.keys(problems).length > 0) return { problems };
  const note = draft.note.trim() === "" ? null : draft.note;
  const { repo_owner, repo_name, pr_number } = pullRequest;
  const tags = [...new Set(draft.tags)];
  return { told: { repo_owner, repo_name, pr_number, start_time: start, end_time: end, duration_seconds, note, tags } };
}

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What of a session is to become different. Nothing, when the form tells what stands already. */
export function changesOf(base: Session, told: Told): SessionChanges {
  const { end_time, duration_seconds, ...rest } = told;
  const changes: SessionChanges = Object.fromEntries(
    Object.entries(rest).filter(([name, value]) => !isEqual(value, base[name as keyof Session])),
  );
  if (end_time === null) return changes;
  if (end_time !== base.end_time) changes.end_time = end_time;
  const timed = changes.start_time !== undefined || changes.end_time !== undefined;
  const seconds = duration_seconds ?? spanOf(told);
  if (timed ? duration_seconds !== undefined : seconds !== base.duration_seconds) changes.duration_seconds = seconds;
  return changes;
}

/**
 * Merges what the user typed with the changes made to the session elsewhere: fields they did not
 * touch become as they are now.
 * @returns the form, and the fields that have changed elsewhere, with their current values
 */
export function rebase(draft: Draft, base: Session, theirs: Session, zone: string) {
  const [before, now] = [draftOf(base, zone), draftOf(theirs, zone)];
  const names = Object.keys(before) as DraftField[];
  const untouched = names.filter((name) => isEqual(draft[name], before[name]));
  const merged: Draft = { ...draft, ...Object.fromEntries(untouched.map((name) => [name, now[name]])) };
  return { draft: merged, now, changed: names.filter((name) => !isEqual(before[name], now[name])) };
}
