import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quickAdd } from "./quick-add.ts";

// The same in every zone a process may run in: this file runs in three of them.

/** A Wednesday. */
const today = "2026-11-18";

const read = (line: string) => {
  const { title, due_date, priority } = quickAdd(line, today);
  return [title, due_date, priority];
};

describe("a due date is removed from the title", () => {
  test.each([
    ["pay rent friday", "pay rent", "2026-11-20"],
    ["friday pay rent", "pay rent", "2026-11-20"],
    ["Friday: pay rent", "pay rent", "2026-11-20"],
    ["friday, pay rent", "pay rent", "2026-11-20"],
    ["pay rent, friday!", "pay rent!", "2026-11-20"],
    ["Pay rent (friday)", "Pay rent", "2026-11-20"],
    ["pay rent (due friday) in cash", "pay rent in cash", "2026-11-20"],
    ["[friday] pay rent", "pay rent", "2026-11-20"],
    ["pay rent - friday", "pay rent", "2026-11-20"],
    ["pay rent, friday, in cash", "pay rent, in cash", "2026-11-20"],
    ["Pay rent tomorrow.", "Pay rent.", "2026-11-19"],
    ["pay rent TOMORROW", "pay rent", "2026-11-19"],
    ["finish report by friday", "finish report", "2026-11-20"],
    ["finish report due on friday", "finish report", "2026-11-20"],
    ["finish report due: friday", "finish report", "2026-11-20"],
    ["buy milk for tomorrow", "buy milk", "2026-11-19"],
    ["talk to Ann before the weekend", "talk to Ann", "2026-11-21"],
    ["plan the garden over the weekend", "plan the garden", "2026-11-21"],
    ["this friday lunch", "lunch", "2026-11-20"],
    ["tidy up this coming friday", "tidy up", "2026-11-20"],
    ["next friday lunch", "lunch", "2026-11-27"],
    ["pay rent day after tomorrow", "pay rent", "2026-11-20"],
    ["in 2 days check CI", "check CI", "2026-11-20"],
    ["standup in 3 days from now", "standup", "2026-11-21"],
    ["call back in seven days from today", "call back", "2026-11-25"],
    ["ship it a week from monday", "ship it", "2026-11-30"],
    ["review PR #12 next week", "review PR #12", "2026-11-23"],
    ["review PR 12 friday", "review PR 12", "2026-11-20"],
    ["fix issue 1234 tomorrow", "fix issue 1234", "2026-11-19"],
    ["read chapter 3 tomorrow", "read chapter 3", "2026-11-19"],
    ["buy 6 eggs tomorrow", "buy 6 eggs", "2026-11-19"],
    ["renew passport next month", "renew passport", "2026-12-18"],
    ["call me in 3 months", "call me", "2027-02-18"],
    ["report end of month", "report", "2026-11-30"],
    ["report due end of week", "report", "2026-11-20"],
    ["ship by end of next week", "ship", "2026-11-27"],
    ["invoice on the 15th", "invoice", "2026-12-15"],
    ["lunch monday 23rd", "lunch", "2026-11-23"],
    ["gifts Dec 24", "gifts", "2026-12-24"],
    ["gifts 24 December 2027", "gifts", "2027-12-24"],
    ["gifts 24.12.2026", "gifts", "2026-12-24"],
    ["2026-12-24 gifts", "gifts", "2026-12-24"],
    ["pay by 12/24", "pay", "2026-12-24"],
    ["call mom tomorrow about rent", "call mom about rent", "2026-11-19"],
    ["write today's report today", "write today's report", "2026-11-18"],
    ["read friday's notes on monday", "read friday's notes", "2026-11-23"],
    ["buy sun cream sat", "buy sun cream", "2026-11-21"],
    ["🎂 friday", "🎂", "2026-11-20"],
    ["Überweisung morgen für Zoë tomorrow", "Überweisung morgen für Zoë", "2026-11-19"],
  ])("%s", (line, title, due) => {
    expect(read(line)).toEqual([title, due, null]);
  });
});

describe("a time of day stays", () => {
  test.each([
    ["call mom tomorrow at 5pm", "call mom at 5pm", "2026-11-19"],
    ["tomorrow at 5pm call mom", "at 5pm call mom", "2026-11-19"],
    ["pay rent friday at 17:00", "pay rent at 17:00", "2026-11-20"],
    ["sync monday 5pm-6pm", "sync 5pm-6pm", "2026-11-23"],
    ["tomorrow morning run", "morning run", "2026-11-19"],
    ["run tomorrow morning", "run in the morning", "2026-11-19"],
    ["watch the film friday night", "watch the film at night", "2026-11-20"],
    ["dinner tonight", "dinner tonight", today],
    ["dinner this evening", "dinner this evening", today],
    ["call at 5", "call at 5", null],
    ["call at 5pm", "call at 5pm", null],
    ["check CI in 2 hours", "check CI in 2 hours", null],
    ["do it now", "do it now", null],
  ])("%s", (line, title, due) => {
    expect(read(line)).toEqual([title, due, null]);
  });
});

describe("a day that is part of the subject stays, and is no due date", () => {
  test.each([
    ...["friday's notes", "notes from monday", "summary of friday", "water plants every friday", "look at last friday"],
    ...[
      "Black Friday sale",
      "black-friday deals",
      "buy sun cream",
      "Sat nav update",
      "wed the couple",
      "the weekend plan",
    ],
    ...["call bob monday or tuesday", "monday and tuesday off", "from monday to friday rest", "sep 12-13 conference"],
    ...["Plan 2 weeks of vacation", "rent a car for 2 weeks", "one day cricket", "make 2d art", "weekend after next"],
    ...[
      "march to the office",
      "may the force be with you",
      "second attempt",
      "now playing",
      "write end of month report",
    ],
    ...["do 1/2 of the work", "pay 12/24", "upgrade to 1.2.27", "what I did yesterday", "taxes for 2020-01-01"],
    ...[
      "read the 3rd chapter",
      "mail a@friday.com",
      "see https://example.com/2026-12-01",
      'read "tomorrow never dies"',
    ],
    ...["read “Friday”", "run `at tomorrow`", "<script>alert(1)</script>", "'; drop table tasks; --", "%s %d {{x}}"],
  ])("%s", (line) => {
    expect(read(line)).toEqual([line, null, null]);
  });
});

describe("a priority mark is removed from the title, wherever it is", () => {
  test.each([
    ["pay rent !high", "pay rent", "high"],
    ["!high pay rent", "pay rent", "high"],
    ["pay !HIGH rent", "pay rent", "high"],
    ["pay rent !1", "pay rent", "high"],
    ["pay rent !medium", "pay rent", "medium"],
    ["pay rent !2", "pay rent", "medium"],
    ["pay rent !low", "pay rent", "low"],
    ["pay rent !3", "pay rent", "low"],
    ["pay rent !high, in cash", "pay rent, in cash", "high"],
    ["!low pay rent !high", "pay rent", "high"],
    ["fix !important bug", "fix !important bug", null],
    ["pay rent!high", "pay rent!high", null],
    ["say !4", "say !4", null],
    ['say "!high"', 'say "!high"', null],
  ])("%s", (line, title, priority) => {
    expect(read(line)).toEqual([title, null, priority]);
  });
});

test.each([
  ["pay rent friday !high", "pay rent", "2026-11-20", "high"],
  ["pay rent !high friday", "pay rent", "2026-11-20", "high"],
  ["!2 friday: pay rent", "pay rent", "2026-11-20", "medium"],
  ["  pay \t rent \n friday  ", "pay rent", "2026-11-20", null],
])("day and priority combined: %j", (line, ...wanted) => {
  expect(read(line)).toEqual(wanted);
});

describe("a title is never empty", () => {
  test.each([
    ["tomorrow", "tomorrow", null],
    ["tomorrow!", "tomorrow!", null],
    ["on friday", "on friday", null],
    ["the weekend", "the weekend", null],
    ["!high", "!high", null],
    ["!high !low", "!high !low", null],
    ["tomorrow !high", "tomorrow", "high"],
    ["2 weeks", "2 weeks", null],
    ["...", "...", null],
  ])("%s", (line, title, priority) => {
    expect(read(line)).toEqual([title, null, priority]);
  });
});

describe("what the user removes again stays in the title", () => {
  test("a day", () => {
    const taken = quickAdd("pay rent friday !high", today, { date: false });
    expect(taken).toEqual({ title: "pay rent friday", due_date: null, priority: "high" });
    expect(quickAdd("call home tonight", today, { date: false }).due_date).toBeNull();
  });

  test("a priority", () => {
    const taken = quickAdd("pay rent friday !high", today, { priority: false });
    expect(taken).toEqual({ title: "pay rent !high", due_date: "2026-11-20", priority: null });
  });

  test("both", () => {
    const line = "pay rent friday !high";
    expect(quickAdd(line, today, { date: false, priority: false }).title).toBe(line);
  });
});

/** Texts of any 16-bit units, lone surrogates among them. */
const anyUnits = () => fc.array(fc.nat(0xff_ff)).map((units) => String.fromCharCode(...units));

const anyText = fc.oneof(
  fc.string(),
  anyUnits(),
  fc
    .array(
      fc.constantFrom(
        ...'pay friday !high !1 tomorrow on by the in 2 12 weeks , . ( ) " - at 5pm or next may 3rd end of'.split(" "),
      ),
    )
    .map((words) => words.join(" ")),
);

const letters = (text: string) => [...text.replace(/\s/g, "")];

/** Whether letters occur in a text in that order, some left out. */
function isLeftOf(title: string[], text: string[]): boolean {
  let at = 0;
  for (const letter of text) if (letter === title[at]) at++;
  return at === title.length;
}

test("no line of any letters loses more than its day and its marks, and none becomes an empty title", () => {
  fc.assert(
    fc.property(anyText, (line) => {
      const { title, due_date, priority } = quickAdd(line, today);
      const plain = line.replace(/\s+/g, " ").trim();
      expect(title === "").toBe(plain === "");
      expect(title).toBe(title.trim());
      expect(
        isLeftOf(letters(title.replace(/\b(?:in the|at) (?=morning|afternoon|evening|night)/g, "")), letters(plain)),
      ).toBe(true);
      if (due_date === null && priority === null) expect(title).toBe(plain);
    }),
    { numRuns: 500 },
  );
});

const plainWord = fc.constantFrom(
  ..."pay rent for cat Ärger ship PR #12 review it's naïve 日本 🎂 v2 <b> 50% docs/".split(" "),
);
const title = fc.array(plainWord, { minLength: 1, maxLength: 8 }).map((words) => ["do", ...words, "well"]);
const day = fc.constantFrom(
  ["friday", "2026-11-20"],
  ["by friday", "2026-11-20"],
  ["tomorrow", "2026-11-19"],
  ["on dec 24", "2026-12-24"],
  ["2027-01-31", "2027-01-31"],
  ["in two weeks", "2026-12-02"],
);
const mark = fc.constantFrom(["!high", "high"], ["!2", "medium"], ["!low", "low"]);

test("every word of a title is kept, in order, around a day and a mark", () => {
  fc.assert(
    fc.property(title, day, mark, fc.boolean(), fc.nat(), (words, [said, due], [sign, priority], begins, at) => {
      const line = begins ? [said, ...words] : [...words, said];
      line.splice(at % (line.length + 1), 0, sign);
      expect(read(line.join(" "))).toEqual([words.join(" "), due, priority]);
    }),
    { numRuns: 300 },
  );
});

test("a line that is too long for any title is not parsed at all", () => {
  const line = `${"word ".repeat(200)}friday !high`;
  expect(quickAdd(line, today)).toEqual({ title: line, due_date: null, priority: null });
});
