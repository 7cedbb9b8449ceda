import { expect, it } from "vitest";
import { dateFormatOf } from "./date-formats.ts";

const clock = (timeZone: string) => dateFormatOf("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });

it("the same options share one formatter, and others have their own", () => {
  expect(clock("Europe/Berlin")).toBe(clock("Europe/Berlin"));
  expect(clock("Europe/Berlin").format(0)).toBe("01:00");
  expect(clock("Asia/Tokyo").format(0)).toBe("09:00");
});

it("the cache of formatters does not grow without bound", () => {
  const first = clock("UTC");
  for (let digits = 0; digits < 600; digits++) {
    dateFormatOf("en-GB", { timeZone: "UTC", year: "numeric", calendar: `gregory-${"x".repeat(3)}${digits}` });
  }
  expect(clock("UTC")).not.toBe(first);
});
