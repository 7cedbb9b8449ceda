import { expect, test, vi } from "vitest";
import { matchTask, suggestTasks } from "./match.ts";
import { mostComparisons, Titles } from "./titles.ts";

const letters = "abcdefghijklmnopqrstuvwxyz";
/** A six-letter word for each number below 300 million; neighbours are similar. */
const wordOf = (number: number): string =>
  Array.from({ length: 6 }, (_, place) => letters[Math.floor(number / 26 ** place) % 26]).join("");

/** Ten thousand titles of 28 words, 280,000 different words in all. */
const tasks = Array.from({ length: 10_000 }, (_, index) => ({
  id: index + 1,
  title: `${Array.from({ length: 27 }, (_, place) => wordOf(index * 28 + place)).join(" ")} é`,
  completed: false,
}));

/** The longest allowed reference, each word a letter away from one of a title. */
const nearMiss = (index: number): string =>
  Array.from({ length: 40 }, (_, place) => `${wordOf(index * 28 + (place % 28)).slice(0, 5)}é`)
    .join(" ")
    .slice(0, 300);

test("near misses among ten thousand long titles normalise each title once and stay within the comparison budget", async () => {
  const normalize = vi.spyOn(String.prototype, "normalize");
  const titles = new Titles();
  const pause = vi.fn(async () => {});
  await titles.read(tasks, pause);
  // Other requests run between batches of the titles.
  expect(pause).toHaveBeenCalledTimes(tasks.length / 500);
  const references = Array.from({ length: 25 }, (_, index) => nearMiss(index));
  for (const reference of references) {
    await titles.read([...tasks], async () => {});
    if (matchTask(reference, titles).kind === "none") suggestTasks(reference, titles);
  }
  expect(normalize.mock.calls.length).toBeLessThanOrEqual(tasks.length + 2 * references.length);
  normalize.mockRestore();
  expect(titles.compared).toBeGreaterThanOrEqual(mostComparisons);
  // Each word is still looked up exactly after the budget is used up.
  expect(titles.compared).toBeLessThan(mostComparisons + 10_000);

  // Whole words still find their task after that, and typing errors do not.
  expect(matchTask(wordOf(28 * 7_000 + 3), titles)).toMatchObject({ kind: "one", task: { id: 7_001 } });
  expect(matchTask(tasks[9_999]?.title ?? "", titles)).toMatchObject({ kind: "one", task: { id: 10_000 } });
  expect(matchTask(wordOf(5).slice(0, 5), titles)).toEqual({ kind: "none" });
});
