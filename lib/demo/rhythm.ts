import { type Random, random } from "./random.ts";

/** The working hours of a code reviewer on a day. Minutes are relative to the start of the day; nothing overlaps. */

/** One stretch of work. */
export interface Stretch {
  from: number;
  to: number;
  /** Whether the next one was started without ending this one. */
  superseded: boolean;
}

const hour = 60;
const shortest = 4;
const longest = 95;

/** Minutes of one stretch: many short ones, few long ones; to the second, like real measurements. */
const lengthOf = (chance: Random): number =>
  shortest + Math.floor((longest - shortest) * 60 * chance.next() ** 1.7) / 60;

/** On a quiet, a usual (twice as often) and a full day: the least and the most. */
const sessionsADay: [Range, ...Range[]] = [
  [3, 4],
  [5, 7],
  [5, 7],
  [7, 9],
];

type Range = [least: number, most: number];

interface Plan {
  begin: number;
  end: number;
  count: number;
  /** A break from `begin` to `end`. */
  lunch: { begin: number; end: number };
}

function planOf(chance: Random, light: boolean): Plan {
  const lunchAt = 12 * hour + chance.between(0, 40);
  const lunch = { begin: lunchAt, end: lunchAt + chance.between(35, 70) };
  if (light) return { begin: chance.between(10 * hour, 14 * hour), end: 19 * hour, count: chance.between(3, 4), lunch };
  const [least, most] = chance.pick(sessionsADay);
  const begin = 8 * hour + 30 + chance.between(0, 40) + chance.between(0, 45);
  return { begin, end: 17 * hour + chance.between(30, 100), count: chance.between(least, most), lunch };
}

/** Minutes until the next stretch: at once, after something else, or after a long meeting. */
function pauseOf(chance: Random): number {
  if (chance.chance(0.22)) return 0;
  return chance.chance(0.2) ? chance.between(50, 110) : chance.between(4, 45) + chance.between(0, 59) / 60;
}

/** A late stretch, which may continue past midnight. */
function lateStretch(chance: Random): Stretch {
  const from = 22 * hour + 30 + chance.between(0, 65) + chance.between(0, 59) / 60;
  return { from, to: from + chance.between(30, longest), superseded: false };
}

function workDay(chance: Random, light: boolean): Stretch[] {
  const { begin, end, count, lunch } = planOf(chance, light);
  const stretches: Stretch[] = [];
  let at = begin + chance.between(0, 59) / 60;
  while (stretches.length < count && (at < end || stretches.length < 3)) {
    const length = lengthOf(chance);
    const pause = pauseOf(chance);
    if (at < lunch.end && at > lunch.begin - shortest) {
      at = lunch.end + chance.between(0, 10);
      continue;
    }
    const to = at < lunch.begin ? Math.min(at + length, lunch.begin) : at + length;
    const previous = stretches.at(-1);
    if (previous) previous.superseded = previous.to === at;
    stretches.push({ from: at, to, superseded: false });
    at = to + pause;
  }
  return stretches;
}

/** The inputs of a day: its date as days since 1970, its weekday (Monday is 1), and how many weeks ago it is. */
export interface DayInYear {
  number: number;
  weekday: number;
  weeksAgo: number;
  isToday: boolean;
}

// Weeks off, counted back from the current one, so that no visitor finds an empty week.
const weeksOff = [15, 16, 36];

/** The stretches of one day, oldest first; none on a day off. Deterministic for a day. */
export function dayOf({ number, weekday, weeksAgo, isToday }: DayInYear): Stretch[] {
  const chance = random(0x57_11_70 + number);
  const weekend = weekday > 5;
  const dayOff = weekend ? !chance.chance(0.12) : chance.chance(0.03) && weeksAgo > 1;
  if (!isToday && (dayOff || weeksOff.includes(weeksAgo))) return [];
  const stretches = workDay(chance, weekend);
  const late = weekday < 5 && stretches.length < 9 && chance.chance(0.1);
  return late ? [...stretches, lateStretch(chance)] : stretches;
}
