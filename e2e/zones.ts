// "Today" and "this week" depend on the zone and on the first day of the week. A journey that checks either sets both,
// or it fails in the first hours of a Monday.

const hourMs = 3_600_000;

/** Hours between UTC and the zone in which it is `hour` o'clock right now, from −11 to 14. */
function offsetAt(hour: number): number {
  const offset = hour - new Date().getUTCHours();
  return offset < -11 ? offset + 24 : offset;
}

/** The zone in which it is between `hour` and `hour` + 1 o'clock right now. */
export function zoneAt(hour: number): string {
  const offset = offsetAt(hour);
  // The sign of these names is inverted (POSIX): Etc/GMT-3 is three hours ahead.
  return offset === 0 ? "Etc/GMT" : `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`;
}

const firstDays = [
  { week_start: "sunday", weekday: 0 },
  { week_start: "monday", weekday: 1 },
  { week_start: "saturday", weekday: 6 },
];

/** A zone and a first day of the week for which at least two days and twelve hours of this week have passed. */
export function midWeek(): { timezone: string; week_start: string } {
  const today = new Date(Date.now() + offsetAt(14) * hourMs).getUTCDay();
  const passed = ({ weekday }: { weekday: number }) => (today - weekday + 7) % 7;
  const [first] = firstDays.toSorted((a, b) => passed(b) - passed(a));
  return { timezone: zoneAt(14), week_start: first?.week_start ?? "monday" };
}
