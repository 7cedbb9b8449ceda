import { expect, it } from "vitest";
import { listedSession } from "@/lib/testing/listed-sessions.ts";
import { formatExactTimes, formatTimes } from "./session-times.ts";

const zone = "Europe/Berlin";

it("a session's times are those of the person's clock", () => {
  const session = listedSession(1, "2026-03-14T08:00:12Z");
  expect(formatTimes(session, zone)).toBe("09:00–09:30");
  expect(formatTimes({ ...session, end_time: null }, zone)).toBe("since 09:00");
  expect(formatExactTimes(session, zone)).toContain("14 March 2026");
  expect(formatExactTimes(session, zone)).toContain("09:30:12");
});

it("a session that ends on another day says so", () => {
  const late = listedSession(1, "2026-03-14T22:45:00Z");
  expect(formatTimes(late, zone)).toBe("23:45–00:15 next day");
  expect(formatTimes({ ...late, end_time: "2026-03-15T23:00:00Z" }, zone)).toBe("23:45–00:00 2 days later");
});
