import { expect, test } from "vitest";
import { blankDraft, type Draft } from "./draft.ts";
import { begin, change, redo, undo } from "./history.ts";

const named = (name: string): Draft => ({ ...blankDraft, name });

test("what was done is undone and done again, in order", () => {
  const done = change(change(begin(named("a")), named("b")), named("c"));
  const back = undo(undo(done));
  expect([back.present.name, back.past.length]).toEqual(["a", 0]);
  expect(undo(back)).toBe(back);
  expect(redo(redo(back)).present.name).toBe("c");
  expect(redo(done)).toBe(done);
});

test("typing in one field is one change, and ends with anything else", () => {
  let history = change(begin(named("")), named("M"), "name");
  history = change(history, named("Mo"), "name");
  history = change(history, { ...named("Mo"), description: "d" }, "description");
  history = change(history, { ...named("Mor"), description: "d" }, "name");
  expect(history.past.map(({ name, description }) => name + description)).toEqual(["", "Mo", "Mod"]);
  const typedOn = change(undo(history), { ...named("Mox"), description: "d" }, "name");
  expect(undo(typedOn).present.name).toBe("Mo");
});

test("a change after an undo forgets what was undone; no change is none", () => {
  const history = undo(change(begin(named("a")), named("b")));
  expect(change(history, named("c")).future).toEqual([]);
  expect(change(history, history.present)).toBe(history);
});

test("the past does not grow without end", () => {
  let history = begin(named("0"));
  for (let each = 1; each <= 500; each++) history = change(history, named(String(each)));
  expect([history.past.length, history.past.at(-1)?.name]).toEqual([200, "499"]);
});
