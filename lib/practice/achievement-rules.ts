import { localHour } from "@/lib/core/time.ts";
import { gapsOf, streaksOf } from "./streaks.ts";

/** What achievements measure: pure functions of what somebody's practices come to. Only practices that count do. */

/** Tracked work without a break that makes a practice one after work. */
export const longWorkSeconds = 3600;

/** What practices come to, as the database adds it up. */
export interface Totals {
  practices: number;
  seconds: number;
  styles: number;
  sequences: number;
  /** Of sequences that are the person's own. */
  of_own_sequences: number;
  on_weekends: number;
  /** After an hour of tracked work without a break. */
  after_work: number;
  /** With every pose completed. */
  without_skips: number;
  longest_seconds: number;
  /** Distinct local dates, oldest first. */
  dates: string[];
  /** Different poses that were held. */
  poses: number;
  longest_hold_seconds: number;
}

/** When the practice in question began, and in which zone; null when there is none. */
export type Begun = { started_at: Date; timezone: string } | null;

export interface Facts extends Totals {
  /** Of the practice in question only: what it was enough for is kept, so the others need not be asked again. */
  early: boolean;
  late: boolean;
}

/** Adds to totals what only the practice in question tells. */
export function factsOf(totals: Totals, begun: Begun): Facts {
  const hour = begun ? localHour(begun.started_at.getTime(), begun.timezone) : 12;
  return { ...totals, early: hour >= 4 && hour < 8, late: hour >= 21 || hour < 4 };
}

const longestStreak = ({ dates }: Facts): number => streaksOf(dates, dates.at(-1) ?? "1970-01-01").longest;
const minutes = (seconds: number): number => Math.floor(seconds / 60);
const hours = (seconds: number): number => Math.floor(seconds / 3600);

/** How far facts are on the way to each achievement, by its slug; what is reached at its threshold is earned. */
export const measures: Record<string, (facts: Facts) => number> = {
  "first-practice": (facts) => facts.practices,
  "practices-10": (facts) => facts.practices,
  "practices-50": (facts) => facts.practices,
  "practices-100": (facts) => facts.practices,
  "practices-500": (facts) => facts.practices,
  "streak-3": longestStreak,
  "streak-7": longestStreak,
  "streak-30": longestStreak,
  "streak-100": longestStreak,
  "hours-1": (facts) => minutes(facts.seconds),
  "hours-10": (facts) => hours(facts.seconds),
  "hours-50": (facts) => hours(facts.seconds),
  "after-work": (facts) => facts.after_work,
  "after-work-25": (facts) => facts.after_work,
  early: (facts) => Number(facts.early),
  late: (facts) => Number(facts.late),
  weekend: (facts) => facts.on_weekends,
  comeback: (facts) => gapsOf(facts.dates).filter((gap) => gap >= 14).length,
  "poses-20": (facts) => facts.poses,
  "poses-60": (facts) => facts.poses,
  "sequences-5": (facts) => facts.sequences,
  "styles-6": (facts) => facts.styles,
  "own-sequence": (facts) => facts.of_own_sequences,
  "no-skips-10": (facts) => facts.without_skips,
  "long-hold": (facts) => facts.longest_hold_seconds,
  "long-practice": (facts) => minutes(facts.longest_seconds),
};
