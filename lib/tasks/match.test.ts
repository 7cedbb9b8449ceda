import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { idOf, matchTask as match, mostSuggestions, suggestTasks as suggest } from "./match.ts";
import { type Candidate, comparedWords, Titles } from "./titles.ts";

const noPause = async () => {};

/** Titles without pauses in between, as there are few. */
function titlesOf(tasks: Candidate[]): Titles {
  const titles = new Titles();
  void titles.read(tasks, noPause);
  return titles;
}

const matchTask = (words: string, tasks: Candidate[], preferCompleted = false) =>
  match(words, titlesOf(tasks), preferCompleted);
const suggestTasks = (words: string, tasks: Candidate[]) => suggest(words, titlesOf(tasks));

const open = (id: number, title: string): Candidate => ({ id, title, completed: false });
const done = (id: number, title: string): Candidate => ({ id, title, completed: true });

/** The latest first, as they are read. */
const tasks = [
  open(9, "Review the auth PR"),
  open(8, "Call Zoë about the café"),
  open(7, "Buy milk and bread"),
  open(6, "Milkshake for Ann"),
  open(5, "Write the quarterly report"),
  open(4, "Write the weekly report"),
  open(3, "Задача про молоко"),
  done(2, "Milk"),
  done(1, "Pay rent"),
];

const found = (words: string, preferCompleted = false): number[] => {
  const answer = matchTask(words, tasks, preferCompleted);
  if (answer.kind === "none") return [];
  return answer.kind === "one" ? [answer.task.id] : answer.tasks.map(({ id }) => id);
};

describe("a task is found by", () => {
  test.each([
    ["its whole title", "Review the auth PR", [9]],
    ["its title in another case", "review THE auth pr", [9]],
    ["its title without punctuation", "review the auth pr!", [9]],
    ["some of its words, in any order", "PR review", [9]],
    ["words with others around them", "the auth one", [9]],
    ["words with others around them", "my task about the bread", [7]],
    ["a word without its accents", "cafe", [8]],
    ["a name without its accents", "zoe", [8]],
    ["a word of another script, whatever its case", "МОЛОКО", [3]],
    ["beginnings of words", "rev auth", [9]],
    ["a word with a letter too few", "quaterly", [5]],
    ["a word with a letter too many", "quarrterly", [5]],
    ["a word with a wrong letter", "raview", [9]],
    ["a word with two letters swapped", "braed", [7]],
  ])("%s: %s", (_, words, wanted) => {
    expect(found(words)).toEqual(wanted);
  });
});

test("several equal matches are all returned, in order", () => {
  expect(found("report")).toEqual([5, 4]);
  expect(found("write the report")).toEqual([5, 4]);
  expect(found("weekly report")).toEqual([4]);
});

test("of several near matches, the nearest wins", () => {
  const pulls = [open(3, "Review 778"), open(2, "Review 7781"), open(1, "Revision 778")];
  expect(matchTask("revew 778", pulls)).toEqual({ kind: "one", task: pulls[0] });
  expect(matchTask("rev 778", pulls)).toMatchObject({ kind: "several", tasks: [{ id: 3 }, { id: 1 }] });
  expect(matchTask("rev 77", pulls)).toMatchObject({ tasks: [{ id: 3 }, { id: 2 }, { id: 1 }] });
});

test("an exact title comes before titles that contain its words", () => {
  const two = [open(2, "Buy milk and eggs"), open(1, "Buy milk")];
  expect(matchTask("buy milk", two)).toEqual({ kind: "one", task: two[1] });
});

test("of titles that differ only in case, the one with the same case wins", () => {
  const two = [open(2, "buy milk"), open(1, "Buy Milk")];
  expect(matchTask("Buy Milk", two)).toEqual({ kind: "one", task: two[1] });
  expect(matchTask("BUY MILK", two)).toMatchObject({ kind: "several" });
});

test("open tasks come before completed ones, and the other way round when completed ones are preferred", () => {
  const two = [open(2, "Pay rent"), done(1, "Pay rent")];
  expect(matchTask("rent", two)).toEqual({ kind: "one", task: two[0] });
  expect(matchTask("rent", two, true)).toEqual({ kind: "one", task: two[1] });
  expect(found("rent")).toEqual([1]);
});

test("a completed task with the exact word comes before an open one that only begins with it", () => {
  expect(found("milk")).toEqual([7]);
  expect(matchTask("milk", [open(2, "Milkshake for Ann"), done(1, "Milk")])).toMatchObject({ task: { id: 1 } });
});

test("stop words match only a whole title", () => {
  const signs = [open(2, "!!!"), open(1, "The one")];
  expect(matchTask("!!!", signs)).toEqual({ kind: "one", task: signs[0] });
  expect(matchTask("???", signs)).toEqual({ kind: "none" });
  expect(matchTask("the one", signs)).toEqual({ kind: "one", task: signs[1] });
  expect(matchTask("", tasks)).toEqual({ kind: "none" });
});

test.each(["cheese", "mlk", "auth PR of Bob", "buy bread and cheese", ".*", "%", "' or 1=1"])(
  "%j is none of them",
  (words) => {
    expect(found(words)).toEqual([]);
  },
);

test("tasks that are read again keep their normalised words, and are returned in their new order", async () => {
  const titles = new Titles();
  await titles.read([open(3, "Buy milk"), open(2, "Buy bread"), open(1, "Buy salt")], noPause);
  await titles.read([open(4, "Buy tea"), open(3, "Buy oats"), open(1, "Buy salt"), done(2, "Buy bread")], noPause);
  const ids = (words: string, preferCompleted = false) => {
    const answer = match(words, titles, preferCompleted);
    return answer.kind === "several" ? answer.tasks.map(({ id }) => id) : answer.kind === "one" ? [answer.task.id] : [];
  };
  expect(ids("milk")).toEqual([]);
  expect(ids("oats")).toEqual([3]);
  expect(ids("buy")).toEqual([4, 3, 1]);
  expect(ids("buy", true)).toEqual([2]);
  await titles.read([open(1, "Buy salt")], noPause);
  expect(ids("bread")).toEqual([]);
  expect(suggest("bread", titles)).toEqual([open(1, "Buy salt")]);
});

describe("suggestions", () => {
  const ids = (words: string) => suggestTasks(words, tasks).map(({ id }) => id);

  test("are titles that have some of the words, the most similar first", () => {
    expect(ids("buy bread and cheese")).toEqual([7]);
    expect(ids("write a report about milk").slice(0, 2)).toEqual([5, 4]);
    expect(ids("rent for march")).toEqual([1]);
  });

  test("are the latest open tasks when no title is similar, and never more than five", () => {
    expect(ids("xyz")).toEqual([9, 8, 7, 6, 5]);
    expect(ids("")).toHaveLength(mostSuggestions);
    expect(suggestTasks("xyz", [done(1, "Pay rent")])).toEqual([]);
  });
});

test.each([
  [12, 12],
  [0, 0],
  [-3, -3],
  ["12", 12],
  [" 12 ", 12],
  ["#12", 12],
  ["# 12", 12],
  ["task 12", 12],
  ["Task #12", 12],
  ["number 12", 12],
  ["no. 12", 12],
  ["id 12", 12],
  ["12 eggs", undefined],
  ["buy 12", undefined],
  ["1.5", undefined],
  ["-1", undefined],
  ["99999999999", undefined],
  ["milk", undefined],
  ["", undefined],
])("the id in %j is %j", (reference, id) => {
  expect(idOf(reference)).toBe(id);
});

/** Texts of any 16-bit units, lone surrogates among them. */
const anyUnits = (length: fc.ArrayConstraints) =>
  fc.array(fc.nat(0xff_ff), length).map((units) => String.fromCharCode(...units));

const title = fc.oneof(fc.string({ minLength: 1, maxLength: 60 }), anyUnits({ minLength: 1, maxLength: 60 }));

test("whatever titles there are, the whole one finds its task", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(title.map((text) => text.trim()).filter(Boolean), { minLength: 1, maxLength: 8 }),
      (titles) => {
        const all = titles.map((text, index) => open(index + 1, text));
        for (const task of all) expect(matchTask(task.title, all)).toEqual({ kind: "one", task });
      },
    ),
  );
});

test("a match has the words, begins with them or is a typing error away", () => {
  const word = fc.stringMatching(/^[a-d]{1,6}$/);
  const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((each) => each.join(" "));
  fc.assert(
    fc.property(words, fc.uniqueArray(words, { maxLength: 6 }), (asked, titles) => {
      const all = titles.map((text, index) => open(index + 1, text));
      const answer = matchTask(asked, all);
      if (answer.kind === "none") return;
      const meant = answer.kind === "one" ? [answer.task] : answer.tasks;
      for (const task of meant) {
        for (const each of comparedWords(asked).filter((one) => one !== "a")) {
          const near = comparedWords(task.title).some(
            (other) => other.startsWith(each) || (each.length > 3 && Math.abs(other.length - each.length) < 2),
          );
          expect([asked, task.title, near]).toEqual([asked, task.title, true]);
        }
      }
    }),
  );
});
