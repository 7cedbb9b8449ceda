/** Calendar days, as `YYYY-MM-DD`. Small, because browsers load it; time zones are irrelevant here. */

const dayMs = 86_400_000;

/** Noon of a date in UTC, in milliseconds. */
export const noonOf = (date: string): number => Date.parse(`${date}T12:00:00Z`);

/** The date in UTC of an instant in milliseconds. */
export const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** The date some days later. */
export const daysAfter = (date: string, days: number): string => dateOf(noonOf(date) + days * dayMs);

/** The day of the week of a date: 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (date: string): number => new Date(noonOf(date)).getUTCDay();

/** The Friday that ends a date's week; at the weekend its Sunday. */
export const endOfWeek = (date: string): string => {
  const weekday = weekdayOf(date);
  return daysAfter(date, weekday === 0 ? 0 : weekday === 6 ? 1 : 5 - weekday);
};

/** The user's first day of the week. */
export type WeekStart = "monday" | "saturday" | "sunday";

/** The first day of the week after a date's. */
export function firstOfNextWeek(date: string, weekStart: WeekStart): string {
  const first = { sunday: 0, monday: 1, saturday: 6 }[weekStart];
  return daysAfter(date, (first - weekdayOf(date) + 7) % 7 || 7);
}

/** The next day of the month with that number, today included: the 31st waits for a month that has one. */
export function dayOfMonth(day: number, today: string): string | undefined {
  const [year = 0, month = 1] = today.split("-").map(Number);
  for (let ahead = 0; ahead < 12; ahead++) {
    const at = new Date(Date.UTC(year, month - 1 + ahead, day, 12));
    if (at.getUTCDate() === day && dateOf(at.getTime()) >= today) return dateOf(at.getTime());
  }
  return undefined;
}

/** The day some months later; the last one of a month that has no such day. */
export function monthsAfter(date: string, months: number, wanted = Number(date.slice(8))): string {
  const [year = 0, month = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dateOf(Date.UTC(year, month - 1 + months, Math.min(wanted, last), 12));
}

/** The last day of a date's month. */
export const endOfMonth = (date: string): string => monthsAfter(date, 0, 31);
