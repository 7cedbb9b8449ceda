import { describe, expect, it } from "vitest";
import { zoneName } from "@/lib/accounts/rules.ts";
import { allZones, findZones, formatClock, formatOffset, presentName, sameZone, zonesBeginning } from "./timezones.ts";

const winter = Date.parse("2026-01-15T12:00:00Z");
const namesFor = (typed: string) => findZones(typed, winter).map(({ name }) => name);

describe("the zones one can choose", () => {
  it("are each there once, and all of them are kept by the profile", () => {
    const names = allZones().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(400);
    expect(
      new Set(names.map((name) => new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone)).size,
    ).toBe(names.length);
    expect(names.filter((name) => zoneName(name) !== name)).toEqual([]);
  });

  it("bear the names their cities bear now, and UTC is one", () => {
    const names = allZones().map(({ name }) => name);
    for (const name of ["Asia/Kolkata", "Europe/Kyiv", "Asia/Kathmandu", "UTC"]) expect(names).toContain(name);
    for (const name of ["Asia/Calcutta", "Europe/Kiev"]) expect(names).not.toContain(name);
  });

  it("are the same under an old and a new name", () => {
    expect(sameZone("Asia/Calcutta", "Asia/Kolkata")).toBe(true);
    expect(sameZone("Europe/Berlin", "Europe/Paris")).toBe(false);
  });
});

it("the nearest zones come first when nothing is looked for", () => {
  const [first, second, third, ...rest] = zonesBeginning(["Asia/Calcutta", "Europe/Berlin", "Europe/Berlin", "UTC"]);
  expect([first?.name, second?.name, third?.name]).toEqual(["Asia/Kolkata", "Europe/Berlin", "UTC"]);
  expect(rest).toHaveLength(allZones().length - 3);
  expect([presentName("Europe/Kiev"), presentName("Europe/Paris")]).toEqual(["Europe/Kyiv", "Europe/Paris"]);
});

describe("looking for a zone", () => {
  it("finds cities by any part, in any case, with spaces for underscores", () => {
    expect(namesFor("berl")[0]).toBe("Europe/Berlin");
    expect(namesFor("new york")).toEqual(["America/New_York"]);
    expect(namesFor("York america")).toEqual(["America/New_York"]);
    expect(namesFor("SÃO paulo")).toEqual(["America/Sao_Paulo"]);
    expect(namesFor("Europe/Berlin")).toEqual(["Europe/Berlin"]);
  });

  it("puts names first in which a word begins so", () => {
    const names = namesFor("van");
    expect(names.indexOf("America/Vancouver")).toBeLessThan(names.indexOf("Asia/Yerevan"));
  });

  it("finds by the difference from UTC, which summer changes", () => {
    expect(namesFor("+5:45")).toEqual(["Asia/Kathmandu"]);
    expect(namesFor("UTC+1")).toContain("Europe/Berlin");
    expect(namesFor("gmt -03:30")).toEqual(["America/St_Johns"]);
    expect(findZones("+1", Date.parse("2026-07-15T12:00:00Z")).map(({ name }) => name)).not.toContain("Europe/Berlin");
  });

  it("finds nothing for what is no zone, and all for nothing", () => {
    expect(namesFor("nowhere at all")).toEqual([]);
    expect(namesFor("\\(")).toEqual([]);
    expect(namesFor("  ")).toHaveLength(allZones().length);
  });
});

it("an offset and a clock are said as people read them", () => {
  expect(formatOffset("UTC", winter)).toBe("UTC");
  expect(formatOffset("Europe/London", winter)).toBe("UTC");
  expect(formatOffset("Asia/Kolkata", winter)).toBe("UTC+5:30");
  expect(formatOffset("America/New_York", winter)).toBe("UTC−5");
  expect(formatClock("Asia/Kathmandu", winter)).toBe("17:45");
});
