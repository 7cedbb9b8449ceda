import { expect, test } from "vitest";
import { fellAsleep, noteAlive, noteAwake } from "./asleep.ts";

const minute = 60_000;

test("a browser that looks at the clock every few minutes was never asleep", () => {
  for (let at = 0; at < 180; at += 14) noteAwake(1, at * minute);
  expect(fellAsleep(1)).toBeUndefined();
});

test("a gap of 15 minutes is a sleep that began before it, until the server says that the session is alive", () => {
  noteAwake(2, 0);
  noteAwake(2, 10 * minute);
  noteAwake(2, 490 * minute);
  expect(fellAsleep(2)).toBe(10 * minute);
  noteAwake(2, 600 * minute);
  expect(fellAsleep(2)).toBe(10 * minute);
  noteAlive(2);
  expect(fellAsleep(2)).toBeUndefined();
});

test("a session that began after the sleep did not sleep", () => {
  noteAwake(3, 0);
  noteAwake(4, 600 * minute);
  expect(fellAsleep(3)).toBeUndefined();
  expect(fellAsleep(4)).toBeUndefined();
});
