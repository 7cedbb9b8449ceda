import { describe, expect, it } from "vitest";
import { listedSession } from "@/lib/testing/listed-sessions.ts";
import { loadFilters } from "./filters.ts";
import { compareBy, matches } from "./sort-order.ts";

const early = listedSession(1, "2026-03-14T09:00:00Z", { duration_seconds: 60 });
const late = listedSession(2, "2026-03-14T11:00:00Z", { duration_seconds: 30 });
const twin = listedSession(3, "2026-03-14T11:00:00Z", { duration_seconds: 30 });
const running = listedSession(4, "2026-03-14T08:00:00Z", { end_time: null, duration_seconds: null, status: "active" });

describe("the order", () => {
  it.each([
    ["newest", [3, 2, 1, 4]],
    ["oldest", [4, 1, 2, 3]],
    ["longest", [4, 1, 3, 2]],
  ] as const)("%s first is the server's", (sort, ids) => {
    expect([late, running, early, twin].sort(compareBy(sort)).map(({ id }) => id)).toEqual(ids);
  });
});

describe("a session is among those asked for", () => {
  const session = listedSession(1, "2026-03-14T11:30:00Z", { note: "Ran the Benchmark, 100 %", tags: ["Perf", "ci"] });
  const asks = (search: string, zone = "UTC") => matches(session, loadFilters(search), zone);

  it("by its pull request", () => {
    expect(asks("?repo=vercel/next.js&pr=84213")).toBe(true);
    expect(asks("?repo=vercel/next")).toBe(false);
    expect(asks("?pr=84214")).toBe(false);
  });

  it("by a tag as a whole", () => {
    expect(asks("?tag=ci")).toBe(true);
    expect(asks("?tag=c")).toBe(false);
    expect(asks("?tag=perf")).toBe(false);
  });

  it.each(["benchmark", "NEXT", "vercel/ne", "per", "100 %"])("by %s in note, repository or tags", (q) => {
    expect(asks(`?q=${encodeURIComponent(q)}`)).toBe(true);
  });

  it("by no text that stands nowhere", () => expect(asks("?q=perfci")).toBe(false));

  it("by the day it begins on where the person is, both ends included", () => {
    expect(asks("?from=2026-03-14&to=2026-03-14")).toBe(true);
    expect(asks("?from=2026-03-15&to=2026-03-15")).toBe(false);
    expect(asks("?from=2026-03-15&to=2026-03-15", "Pacific/Auckland")).toBe(true);
    expect(asks("?to=2026-03-13")).toBe(false);
    expect(asks("?from=2026-03-15")).toBe(false);
  });
});
