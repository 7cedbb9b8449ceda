/**
 * Streaks of consecutive days, over the local dates stored with practices: travelling and clock changes move none of
 * them.
 */

/** Days between 1970 and a calendar date; UTC has no clock changes, so every date is an integer. */
const dayNumber = (date: string): number => Date.parse(date) / 86_400_000;

/** A streak, and how long ago its last day was. */
export interface Streaks {
  /** Alive until today ends: of a streak that ended yesterday, all days still count. */
  current: number;
  longest: number;
}

/** The distances between dates, in days. */
export const gapsOf = (dates: string[]): number[] => {
  const days = dates.map(dayNumber);
  return days.slice(1).map((day, index) => day - (days[index] ?? day));
};

/**
 * @param dates distinct calendar dates, oldest first; a user who travelled west may have one after today
 * @param today the current date in the user's zone
 */
export function streaksOf(dates: string[], today: string): Streaks {
  let [running, longest] = [dates.length > 0 ? 1 : 0, 0];
  for (const gap of gapsOf(dates)) {
    longest = Math.max(longest, running);
    running = gap === 1 ? running + 1 : 1;
  }
  const last = dates.at(-1);
  const alive = last !== undefined && dayNumber(today) - dayNumber(last) <= 1;
  return { current: alive ? running : 0, longest: Math.max(longest, running) };
}
