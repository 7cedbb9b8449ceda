import { localHour } from "@/lib/core/time.ts";
import { gapsOf, streaksOf } from "./streaks.ts";

/** What achievements measure: pure functions of a user's totals. Only practices that count are included. */

/** Uninterrupted tracked work that makes a practice one after work. */
export const longWorkSeconds = 3600;

/** The totals of practices, as the database aggregates them. */
export interface Totals {
  practices: number;
  seconds: number;
  styles: number;
  sequences: number;
  /** Of the user's own sequences. */
  of_own_sequences: number;
  on_weekends: number;
  /** After an hour of uninterrupted tracked work. */
  after_work: number;
  /** With every pose completed. */
  without_skips: number;
  longest_seconds: number;
  /** Distinct local dates, oldest first. */
  dates: string[];
  /** Distinct poses that were held. */
  poses: number;
  longest_hold_seconds: number;
}

/** Start and zone of the practice in question; null when there is none. */
export type Begun = { started_at: Date; timezone: string } | null;

export interface Facts extends Totals {
  /** Of the practice in question only: achievements are permanent, so the others need not be checked again. */
  early: boolean;
  late: boolean;
}

/** Adds the facts of the practice in question to the totals. */
export function factsOf(totals: Totals, begun: Begun): Facts {
  const hour = begun ? localHour(begun.started_at.getTime(), begun.timezone) : 12;
  return { ...totals, early: hour >= 4 && hour < 8, late: hour >= 21 || hour < 4 };
}

const longestStreak = ({ dates }: Facts): number => streaksOf(dates, dates.at(-1) ?? "1970-01-01").longest;
const minutes = (seconds: number): number => Math.floor(seconds / 60);
const hours = (seconds: number): number => Math.floor(seconds / 3600);

/** The progress of each achievement, by slug; it is earned when it reaches the threshold. */
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
