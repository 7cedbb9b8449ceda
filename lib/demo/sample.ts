import { addDays, datesOfWeek, dayOfDate, localDay, today } from "@/lib/core/time.ts";
import type { ImportedActivity, ImportedSession } from "@/lib/tracking/import.ts";
import { type Random, random } from "./random.ts";
import { dayOf, type Stretch } from "./rhythm.ts";
import { deal, type Topic } from "./work.ts";

/** Twelve months of a code reviewer, up to now. Deterministic for a zone, day and time. */
export interface Sample {
  /** Oldest first; the last one may run. */
  sessions: ImportedSession[];
  activities: ImportedActivity[];
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
const days = 365;

const tags = ["follow-up", "first pass", "docs", "security", "performance", "pairing", "tests", "API"] as const;

const notes = [
  "Asked for a test of the empty case.",
  "Read the design first, then the code.",
  "Ran it locally; the error message could say which file.",
  "Second pass after the rebase, only the changed files.",
  "Naming is settled; what is left is the migration.",
  "Compared the benchmark with main, twice.",
  "Waits for an answer about backwards compatibility.",
  "Good split into commits. Approve after CI.",
  "Paired on the flaky test.",
  "Left two questions about the public API.",
] as const;

interface Timed extends Omit<Stretch, "from" | "to"> {
  start: number;
  end: number;
}

/** All planned stretches in milliseconds since 1970, of whole days: future ones included. */
function planned(zone: string, lastDate: string): Timed[] {
  const [monday = lastDate] = datesOfWeek(lastDate, "monday");
  return Array.from({ length: days }, (_, index) => addDays(lastDate, index - days + 1)).flatMap((date) => {
    const number = Date.parse(date) / dayMs;
    const weekday = ((((number + 3) % 7) + 7) % 7) + 1;
    const weeksAgo = Math.ceil((Date.parse(monday) / dayMs - number) / 7);
    const begin = dayOfDate(date, zone).from;
    // Rounded to the second, so that displayed times add up without rounding errors.
    const at = (minutes: number): number => begin + Math.round(minutes * 60) * 1000;
    return dayOf({ number, weekday, weeksAgo, isToday: date === lastDate }).map(({ from, to, superseded }) => ({
      start: at(from),
      end: at(to),
      superseded,
    }));
  });
}

/** Start of the current session; undefined at hours at which it would be implausible. */
function beginningOfNow(zone: string, now: number, chance: Random): number | undefined {
  const hours = (now - localDay(now, zone).from) / (60 * minuteMs);
  const begin = now - Math.round((5 + 33 * chance.next()) * 60) * 1000;
  return hours >= 8 && hours < 21 ? begin : undefined;
}

/** Cuts off everything after `limit`; the rest of a stretch must be long enough to be one. */
function until(limit: number, stretches: Timed[]): Timed[] {
  return stretches
    .filter(({ start, end }) => end <= limit || limit - start >= 4 * minuteMs)
    .map((each) => (each.end > limit ? { ...each, end: limit, superseded: false } : each));
}

function sessionOf({ start, end, superseded }: Timed, { pullRequest }: Topic, chance: Random): ImportedSession {
  return {
    ...pullRequest,
    start_time: new Date(start),
    end_time: new Date(end),
    ended_by: superseded ? "superseded" : "user",
    note: chance.chance(0.06) ? chance.pick(notes) : null,
    tags: chance.chance(0.14) ? [...new Set([chance.pick(tags), chance.pick(tags)])] : [],
    source: "web",
  };
}

/** The review activities of a session: comments, and a verdict near its end. */
function activitiesOf({ start, end }: Timed, { pullRequest, last }: Topic, chance: Random): ImportedActivity[] {
  const at = (from: number, to: number) =>
    new Date(Math.floor(start + (end - start) * (from + (to - from) * chance.next())));
  const make = (activity_type: ImportedActivity["activity_type"], created_at: Date): ImportedActivity => ({
    ...pullRequest,
    activity_type,
    created_at,
    session_start: new Date(start),
  });
  const comments = chance.chance(0.45) ? chance.between(1, 3) : 0;
  const written = Array.from({ length: comments }, () => make("comment", at(0.1, 0.85)));
  if (last) return [...written, make("approve", at(0.9, 1))];
  return chance.chance(0.09) ? [...written, make("request_changes", at(0.9, 1))] : written;
}

/**
 * Generates sample data that ends now.
 * @param zone IANA name, for days and working hours
 */
export function sampleData(zone: string, now: Date): Sample {
  const date = today(zone, now);
  const chance = random(0x57_13_70 + Date.parse(date) / dayMs);
  const running = beginningOfNow(zone, now.getTime(), chance);
  const plan = planned(zone, date);
  const topics = deal(plan.map((_, index) => plan[index - 1]?.superseded ?? false));
  const limit = running === undefined ? now.getTime() : running - minuteMs;
  const happened = until(limit, plan);
  const sessions: ImportedSession[] = [];
  const activities: ImportedActivity[] = [];
  for (const [index, stretch] of happened.entries()) {
    const topic = topics[index];
    if (!topic) break;
    const detail = random(0x57_14_70 + stretch.start / 1000);
    sessions.push(sessionOf(stretch, topic, detail));
    activities.push(...activitiesOf(stretch, topic, detail));
  }
  const next = topics[happened.length] ?? topics.at(-1);
  if (running !== undefined && next) {
    const begun = { start: running, end: running, superseded: false };
    sessions.push({ ...sessionOf(begun, next, random(0)), end_time: null, ended_by: null, note: null, tags: [] });
  }
  return { sessions, activities };
}
