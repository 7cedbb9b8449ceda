import { addDays, dayOfDate, today } from "@/lib/core/time.ts";
import type { PracticeOutcome, PracticeStep } from "@/lib/practice/constants.ts";
import type { ImportedPractice, Playable } from "@/lib/practice/import.ts";
import type { ImportedSession } from "@/lib/tracking/import.ts";
import { stretchBefore, type WorkSpan } from "@/lib/tracking/work-streak.ts";
import { type Random, random } from "./random.ts";

/** Twelve months of practices of a code reviewer: short ones between sessions, longer ones around the day. */

const [dayMs, hourMs] = [86_400_000, 3_600_000];
const days = 365;

const moods = ["calm", "calm", "energised", "good", "good", "good", "tired", "sore"] as const;

const notes = [
  "Shoulders were stiff after the long review.",
  "Neck feels free again.",
  "Hips are tight today. Go slower next time.",
  "Did it by the open window.",
  "Hard to begin, glad that I did.",
  "Breath stayed even all the way.",
  "Balance was better on the left.",
] as const;

/** When on a day somebody practises: between two hours, or after a session. */
interface Occasion {
  from: number;
  to: number;
  afterWork?: true;
  slugs: [string, ...string[]];
}

const deskBreak: Occasion = { from: 9, to: 19, afterWork: true, slugs: ["5-minute-desk-break"] };
const lunch: Occasion = { from: 11.5, to: 14.5, afterWork: true, slugs: ["10-minute-lunch-break-unwind"] };
const morning: Occasion = {
  from: 6.8,
  to: 7.8,
  slugs: ["15-minute-morning-wake-up-flow", "15-minute-morning-wake-up-flow", "20-minute-sun-salutation-flow"],
};
const evening: Occasion = {
  from: 18.8,
  to: 20.8,
  slugs: ["20-minute-hatha-foundations", "20-minute-restorative-evening", "25-minute-hip-opening-practice"],
};
const bedtime: Occasion = { from: 21.3, to: 22.1, slugs: ["15-minute-bedtime-wind-down"] };
const weekend: Occasion = {
  from: 9.5,
  to: 11.5,
  slugs: [
    "30-minute-yin-for-hips-and-hamstrings",
    "20-minute-sun-salutation-flow",
    "25-minute-hip-opening-practice",
    "45-minute-full-vinyasa-practice",
  ],
};

const onWorkdays: [Occasion, ...Occasion[]] = [
  deskBreak,
  deskBreak,
  deskBreak,
  deskBreak,
  lunch,
  lunch,
  morning,
  evening,
  bedtime,
];
const onWeekends: [Occasion, ...Occasion[]] = [weekend, weekend, morning, evening];

interface Span {
  start: number;
  end: number;
}

const isFree = ({ start, end }: Span, taken: Span[]): boolean =>
  taken.every((other) => end <= other.start || start >= other.end);

interface Day {
  /** Whether the current streak needs it. */
  isRecent: boolean;
  /** Start of the day. */
  from: number;
  /** The sessions of that day and the day before, and the latest practices. */
  work: WorkSpan[];
  rests: Span[];
}

type Played = ReadonlyMap<string, Playable>;

// The demo shows a current streak.
const isStreak = (daysAgo: number): boolean => daysAgo > 0 && daysAgo < 6;

/** The outcome of each step: nearly all are held, a few are skipped, and some practices end early. */
function outcomesOf(steps: PracticeStep[], chance: Random, whole: boolean): PracticeOutcome[] {
  const some = chance.chance(0.06) ? chance.between(1, steps.length) : steps.length;
  const reached = whole ? steps.length : some;
  const skips = chance.chance(0.25);
  return steps.slice(0, reached).map(({ hold_seconds, side }, position) => {
    if (skips && chance.chance(0.12)) return { position, outcome: "skipped", held_seconds: 0 };
    return { position, outcome: "completed", held_seconds: hold_seconds * (side === "both" ? 2 : 1) };
  });
}

/** Places one practice in a day without overlaps; undefined where there is no room. */
function place(occasion: Occasion, { from: begin, isRecent }: Day, taken: Span[], played: Played, chance: Random) {
  const sequence = played.get(chance.pick(occasion.slugs));
  const window = { start: begin + occasion.from * hourMs, end: begin + occasion.to * hourMs };
  const wanted = window.start + Math.floor((window.end - window.start) * chance.next());
  const pause = chance.between(20, 110) * 1000;
  const [outcomes, slack] = [outcomesOf(sequence?.steps ?? [], chance, isRecent), chance.between(5, 60) * 1000];
  if (!sequence) return undefined;
  const held = outcomes.reduce((sum, { held_seconds }) => sum + held_seconds, 0);
  const length = held * 1000 + slack;
  const ends = taken.filter(({ end }) => end >= window.start && end < window.end).map(({ end }) => end + pause);
  const starts = occasion.afterWork ? ends.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted)) : [wanted];
  const start = starts.find((at) => isFree({ start: at, end: at + length }, taken));
  if (start === undefined) return undefined;
  return { sequence, start: Math.floor(start / 1000) * 1000, length, held, outcomes };
}

/** How many practices a day has: few at first, and none in some weeks. */
function timesOf(number: number, daysAgo: number, isWeekend: boolean, chance: Random): number {
  const [first, second] = [chance.next(), chance.next()];
  if (isStreak(daysAgo)) return 1;
  const week = random(0x57_15_70 + Math.floor((number + 3) / 7));
  if (daysAgo > 21 && week.chance(0.16)) return 0;
  const habit = 0.35 + 0.3 * (1 - daysAgo / days);
  if (first > (isWeekend ? habit * 0.55 : habit)) return 0;
  return second < 0.14 && !isWeekend ? 2 : 1;
}

type Placed = ImportedPractice & Span;

/** One practice on a day, at a random time; elsewhere in the day when there is no room. */
function practiceOn(day: Day, wish: Occasion, played: Played, chance: Random) {
  const { work, rests } = day;
  const taken = [...work.map(({ start, end }) => ({ start, end: end ?? Number.POSITIVE_INFINITY })), ...rests];
  const occasions = [wish, deskBreak, evening, bedtime];
  const mood = chance.chance(0.4) ? chance.pick(moods) : null;
  const note = chance.chance(0.08) ? chance.pick(notes) : null;
  for (const occasion of occasions) {
    const placed = place(occasion, day, taken, played, chance);
    if (!placed) continue;
    const { start, length, held, ...rest } = placed;
    const end = start + length;
    const worked_before_seconds = stretchBefore(work, start, rests);
    const span = { start, end, started_at: new Date(start), ended_at: new Date(end) };
    return { ...rest, ...span, duration_seconds: held, worked_before_seconds, mood, note };
  }
  return undefined;
}

/**
 * Generates practices that fit between sessions and end by now.
 * @param zone IANA name, for days and hours
 * @param sessions oldest first
 */
export function samplePractices(
  zone: string,
  now: Date,
  sessions: Pick<ImportedSession, "start_time" | "end_time">[],
  sequences: Playable[],
): ImportedPractice[] {
  const played: Played = new Map(sequences.map((sequence) => [sequence.slug, sequence]));
  const lastDate = today(zone, now);
  const all = sessions.map((each) => ({ start: Number(each.start_time), end: each.end_time && Number(each.end_time) }));
  const practices: Placed[] = [];
  let first = 0;
  for (let daysAgo = days - 1; daysAgo >= 0; daysAgo--) {
    const date = addDays(lastDate, -daysAgo);
    const number = Date.parse(date) / dayMs;
    const chance = random(0x57_16_70 + number);
    const isWeekend = (((number + 3) % 7) + 7) % 7 > 4;
    const times = timesOf(number, daysAgo, isWeekend, chance);
    if (times === 0) continue;
    const { from } = dayOfDate(date, zone);
    while (first < all.length && (all[first]?.start ?? 0) < from - dayMs) first++;
    const work = all.slice(first, first + 30).filter(({ start }) => start < from + 2 * dayMs);
    for (let time = 0; time < times; time++) {
      const day = { isRecent: isStreak(daysAgo), from, work, rests: practices.slice(-3) };
      const practice = practiceOn(day, chance.pick(isWeekend ? onWeekends : onWorkdays), played, chance);
      if (practice && practice.end <= now.getTime()) practices.push(practice);
    }
  }
  return practices.map(({ start: _start, end: _end, ...practice }) => practice).sort(byBeginning);
}

const byBeginning = (one: ImportedPractice, other: ImportedPractice): number =>
  one.started_at.getTime() - other.started_at.getTime();
