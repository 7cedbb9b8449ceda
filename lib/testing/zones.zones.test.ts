import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";

const offsets: Record<string, [january: number, july: number]> = {
  UTC: [0, 0],
  "America/New_York": [300, 240],
  "Pacific/Auckland": [-780, -720],
};

test("the process runs in its project's time zone, for Date, Intl and Temporal alike", () => {
  const zone = process.env.TEST_ZONE ?? "";
  const [january, july] = offsets[zone] ?? [];
  expect(new Date(2026, 0, 15).getTimezoneOffset()).toBe(january ? january : 0);
  expect(new Date(2026, 6, 15).getTimezoneOffset()).toBe(july ? july : 0);
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
  expect(Temporal.Now.timeZoneId()).toBe(zone);
});
