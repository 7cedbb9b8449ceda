import { expect, it } from "vitest";
import type { Practice } from "@/lib/practice/shapes.ts";
import { inOrder, practiceItemsOf, type TimelineItem } from "./items.ts";

const day = { from: Date.parse("2026-03-14T00:00:00Z"), to: Date.parse("2026-03-15T00:00:00Z") };

const practice = (id: number, started_at: string, ended_at: string | null, duration_seconds = 300) =>
  ({ id, sequence_name: "5-Minute Desk Break", started_at, ended_at, duration_seconds }) as Practice;

const told = ({ title, times, seconds, kind }: TimelineItem) => ({ title, times, seconds, kind });

it("a practice stands on the day's line with its times, and in moss", () => {
  const [item] = practiceItemsOf([practice(1, "2026-03-14T09:00:00Z", "2026-03-14T09:06:00Z")], day, "Europe/Berlin");
  expect(item && told(item)).toEqual({
    title: "5-Minute Desk Break",
    times: "10:00 – 10:06",
    seconds: 300,
    kind: "practice",
  });
  expect(item?.colour).toBe("var(--practice)");
});

it("one that reaches over midnight says so, and one under way reaches as far as it has told", () => {
  const across = practice(1, "2026-03-13T23:58:00Z", "2026-03-14T00:03:00Z");
  const underWay = practice(2, "2026-03-14T09:00:00Z", null, 120);
  const items = practiceItemsOf([across, underWay], day, "UTC");
  expect(items.map(({ times }) => times)).toEqual(["yesterday 23:58 – 00:03", "since 09:00"]);
  expect(items[1]?.to).toBe(Date.parse("2026-03-14T09:02:00Z"));
});

it("what came to nothing, and what lies on another day, does not stand there", () => {
  const nothing = practice(1, "2026-03-14T09:00:00Z", "2026-03-14T09:06:00Z", 0);
  const before = practice(2, "2026-03-13T09:00:00Z", "2026-03-13T09:06:00Z");
  const after = practice(3, "2026-03-15T00:00:00Z", "2026-03-15T00:06:00Z");
  expect(practiceItemsOf([nothing, before, after], day, "UTC")).toEqual([]);
});

it("sessions and practices stand in the order in which they began", () => {
  const item = (from: number) => ({ key: String(from), from }) as TimelineItem;
  expect(inOrder([item(1), item(5)], [item(3)]).map(({ from }) => from)).toEqual([1, 3, 5]);
});
