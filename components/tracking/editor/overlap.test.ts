import { expect, it } from "vitest";
import type { Session } from "@/lib/tracking/shapes.ts";
import { overlapping } from "./overlap.ts";

const at = (clock: string): string => `2026-11-30T${clock}:00.000Z`;
const session = (id: number, from: string, to: string | null) =>
  ({ id, start_time: at(from), end_time: to === null ? null : at(to) }) as Session;
const sessions = [session(1, "09:00", "10:24"), session(2, "11:00", "12:00"), session(3, "13:00", null)];
const now = Date.parse(at("14:00"));
const over = (from: string, to: string | null, own?: number) =>
  overlapping(sessions, { start_time: at(from), end_time: to === null ? null : at(to) }, now, own).map(({ id }) => id);

it("finds every session that runs at the same time, and none that only touches", () => {
  expect(over("09:30", "11:00")).toEqual([1]);
  expect(over("10:24", "11:00")).toEqual([]);
  expect(over("08:00", "13:30")).toEqual([1, 2, 3]);
  expect(over("09:00", "09:00")).toEqual([]);
});

it("takes what runs for as long as it has run, and never a session for another one", () => {
  expect(over("13:59", "14:30")).toEqual([3]);
  expect(over("14:00", "14:30")).toEqual([]);
  expect(over("11:30", null)).toEqual([2, 3]);
  expect(over("09:00", "10:24", 1)).toEqual([]);
});
