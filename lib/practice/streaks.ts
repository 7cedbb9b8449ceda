/** Days in a row, over the local dates that are stored with practices: travelling and clock changes move none of them. */

/** Days between 1970 and a calendar date; UTC has no clock changes, so every date is a whole number. */
const dayNumber = (date: string): number => Date.parse(date) / 86_400_000;

/** Days in a row, and how long ago the last of them was. */
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
 * @param dates distinct calendar dates, oldest first; somebody who travelled west may have one after today
 * @param today the date it is where the person is now
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
