import { addDays, dayInWeek } from "@/lib/core/dates.ts";

/** Days that tasks are put off to again and again. Pure. */

type WeekStart = Parameters<typeof dayInWeek>[1];

/** Each with its name and its date; next week is not named where tomorrow begins it. */
export function nearDays(today: string, weekStart: WeekStart) {
  const tomorrow = addDays(today, 1);
  const nextWeek = addDays(today, 7 - dayInWeek(today, weekStart));
  const days = [
    { name: "Today", date: today },
    { name: "Tomorrow", date: tomorrow },
  ];
  return nextWeek === tomorrow ? days : [...days, { name: "Next week", date: nextWeek }];
}
