import { afterEach, expect, it, vi } from "vitest";
import { forgetUndo, undoable, undoLast } from "./undo.ts";

afterEach(() => {
  while (undoLast());
});

it("takes back the latest first, each once, and says when nothing is left", () => {
  const done: string[] = [];
  undoable(() => done.push("one"));
  undoable(() => done.push("two"));
  expect([undoLast(), undoLast(), undoLast()]).toEqual([true, true, false]);
  expect(done).toEqual(["two", "one"]);
});

it("takes back by the news what the key then has nothing to do with", () => {
  const [first, second] = [vi.fn(), vi.fn()];
  const undoFirst = undoable(first);
  undoable(second);
  undoFirst();
  undoFirst();
  undoLast();
  undoLast();
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
});

it("forgets what was refused, and what lies far back", () => {
  const refused = vi.fn();
  undoable(refused);
  forgetUndo(refused);
  const oldest = vi.fn();
  undoable(oldest);
  for (let count = 0; count < 50; count++) undoable(() => {});
  while (undoLast());
  expect([refused.mock.calls.length, oldest.mock.calls.length]).toEqual([0, 0]);
});
