import { addDays, dayInWeek } from "@/components/sessions/dates.ts";

/** Days that tasks are put off to again and again. Pure. */

type WeekStart = Parameters<typeof dayInWeek>[1];

/** Each with its name and its date. */
export const nearDays = (today: string, weekStart: WeekStart) => [
  { name: "Today", date: today },
  { name: "Tomorrow", date: addDays(today, 1) },
  { name: "Next week", date: addDays(today, 7 - dayInWeek(today, weekStart)) },
];
