import { describe, expect, it } from "vitest";
import { readDuration } from "@/components/time/read-duration.ts";
import { listedSession } from "@/lib/testing/listed-sessions.ts";
import { changesOf, draftOf, readDraft, rebase } from "./draft.ts";
import { type Draft, emptyDraft, problemsAfter, problemsOfApi, splitTags, withTags } from "./draft-shape.ts";

// The process lives in one zone after the other: no answer may depend on it.

const zone = "Europe/Berlin";
const github = "https://github.com";
const now = Date.parse("2026-11-20T12:00:00Z");
const session = listedSession(1, "2026-03-14T08:00:12.345Z", {
  end_time: "2026-03-14T09:24:56.789Z",
  duration_seconds: 5084,
  tags: ["perf"],
  note: "Slow start",
});
const draft = draftOf(session, zone);

const told = (typed: Partial<Draft>, base = session) => {
  const read = readDraft({ ...draftOf(base, zone), ...typed }, { zone, now, github, base });
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.told;
};
const problems = (typed: Partial<Draft>, base?: typeof session) => {
  const read = readDraft({ ...(base ? draftOf(base, zone) : filled), ...typed }, { zone, now, github, base });
  return "problems" in read ? read.problems : {};
};
const filled: Draft = { ...emptyDraft("2026-03-14", "vercel/next.js#84213"), from: "09:00", to: "10:24" };
const changes = (typed: Partial<Draft>, base = session) => changesOf(base, told(typed, base));

describe("the form of a session", () => {
  it("shows its times where the person is", () => {
    expect(draft).toEqual({
      reference: "vercel/next.js#84213",
      date: "2026-03-14",
      from: "09:00",
      to: "10:24",
      days: 0,
      active: null,
      tags: ["perf"],
      note: "Slow start",
    });
  });

  it("shows the active time when it is not all of it, and the next day when it ends there", () => {
    const late = listedSession(2, "2026-03-14T22:30:00Z", { end_time: "2026-03-15T00:30:00Z", duration_seconds: 3600 });
    expect(draftOf(late, zone)).toMatchObject({ from: "23:30", to: "01:30", days: 1, active: "1 h 00 m" });
  });

  it("shows no end while the session runs", () => {
    const running = listedSession(2, "2026-11-20T11:00:00Z", { end_time: null, duration_seconds: null });
    expect(draftOf(running, zone)).toMatchObject({ from: "12:00", to: "", days: 0, active: null });
    expect(changes({ from: "11:30" }, running)).toEqual({ start_time: "2026-11-20T10:30:00.000Z" });
    expect(problems({ from: "13:01" }, running).from).toBe("Must not be in the future");
    expect(problems({ date: "2026-11-19" }, running).from).toBe("Must be within the last 24 hours");
  });
});

describe("what is sent", () => {
  it("is nothing when nothing was changed, to the millisecond", () => expect(changes({})).toEqual({}));

  it("is only what was changed", () => {
    expect(changes({ note: "Slow end" })).toEqual({ note: "Slow end" });
    expect(changes({ note: "  " })).toEqual({ note: null });
    expect(changes({ tags: [] })).toEqual({ tags: [] });
    expect(changes({ reference: "https://github.com/facebook/react/pull/7/files" })).toEqual({
      repo_owner: "facebook",
      repo_name: "react",
      pr_number: 7,
    });
    expect(changes({ to: "10:30" })).toEqual({ end_time: "2026-03-14T09:30:00.000Z" });
  });

  it("is both times when the date was changed, their seconds as they were", () => {
    expect(changes({ date: "2026-03-13" })).toEqual({
      start_time: "2026-03-13T08:00:12.345Z",
      end_time: "2026-03-13T09:24:56.789Z",
    });
  });

  it("is the active time with every change of the times that it stands beside", () => {
    const idle = { ...session, duration_seconds: 3661 };
    expect(changes({}, idle)).toEqual({});
    expect(changes({ to: "10:30" }, idle)).toEqual({ end_time: "2026-03-14T09:30:00.000Z", duration_seconds: 3661 });
    expect(changes({ active: "0:30" }, idle)).toEqual({ duration_seconds: 1800 });
    expect(changes({ active: null }, idle)).toEqual({ duration_seconds: 5084 });
    expect(changes({ active: "20" })).toEqual({ duration_seconds: 1200 });
  });

  it("ends where it starts when both are the same minute, whatever the seconds of the start are", () => {
    expect(changes({ to: "09:00" })).toEqual({ end_time: "2026-03-14T08:00:12.345Z" });
  });

  it("ends the next day when that is ticked", () => {
    expect(changes({ from: "23:30", to: "00:30", days: 1 })).toEqual({
      start_time: "2026-03-14T22:30:00.000Z",
      end_time: "2026-03-14T23:30:00.000Z",
    });
  });
});

describe("what is wrong stands beside its field", () => {
  it("when it ends before it starts", () => {
    expect(problems({ to: "08:59" })).toEqual({
      to: "Must end after it starts. After midnight? Tick “Ends the next day”",
    });
    expect(problems({ to: "09:00" })).toEqual({});
  });

  it("when it is longer than a day, or lies ahead", () => {
    expect(problems({ to: "09:01", days: 1 })).toEqual({ to: "Must be at most 24 hours long" });
    expect(problems({ to: "09:00", days: 1 })).toEqual({});
    expect(problems({ date: "2026-11-20", from: "12:30", to: "13:06" })).toEqual({ to: "Must not be in the future" });
    expect(problems({ date: "2026-11-20", from: "13:06", to: "13:07" })).toEqual({ from: "Must not be in the future" });
    expect(problems({ date: "2026-11-20", from: "12:30", to: "13:05" })).toEqual({});
  });

  it("when the clocks jump over a time, and which", () => {
    expect(problems({ date: "2026-03-29", from: "02:30", to: "04:00" })).toEqual({
      from: "02:30 does not exist on that day: the clocks jump from 02:00 to 03:00",
    });
    expect(problems({ date: "2026-03-28", from: "23:00", to: "02:00", days: 1 })).toEqual({
      to: "02:00 does not exist on that day: the clocks jump from 02:00 to 03:00",
    });
  });

  it("but not when a time comes twice: it ends after it has begun", () => {
    const night = { date: "2026-10-25", from: "02:30", to: "02:10" };
    const read = readDraft({ ...filled, ...night }, { zone, now, github });
    expect(read).toMatchObject({
      told: { start_time: "2026-10-25T00:30:00.000Z", end_time: "2026-10-25T01:10:00.000Z" },
    });
  });

  it("when something is missing or makes no sense", () => {
    expect(problems(emptyDraft("2026-03-14"))).toMatchObject({
      reference: "Enter a pull request, such as vercel/next.js#123",
      from: "Enter a time, such as 09:30",
      to: "Enter a time, such as 09:30",
    });
    expect(problems({ date: "" }).date).toBe("Enter a date");
    expect(problems({ date: "1899-12-31" }).date).toBe("Enter a date after 1969");
    expect(problems({ reference: "nextjs" }).reference).toMatch(/^Not a pull request/);
    expect(problems({ active: "soon" }).active).toBe("Enter a time such as 1 h 24 m, 1:24 or 84");
    expect(problems({ active: "1:25" }).active).toBe("Must not be longer than the session");
  });

  it("when tags or note are too long, too many, or cannot be typed", () => {
    expect(problems({ tags: ["x".repeat(300)] }).tags).toBe("Tags have at most 50 characters; one has 300");
    expect(problems({ tags: Array.from({ length: 21 }, (_, index) => `t${index}`) }).tags).toMatch(/^At most 20 tags/);
    expect(problems({ tags: ["a\u0000"] }).tags).toBe("A tag contains control characters");
    expect(problems({ note: "x".repeat(5001) }).note).toBe("At most 5,000 characters; you entered 5,001");
    expect(problems({ note: "a\u0000" }).note).toBe("Control characters are not allowed");
    expect(problems({ note: "\ud83d" }).note).toBe("Control characters are not allowed");
    expect(problems({ tags: ["x".repeat(50), "مراجعة"], note: `שלום 👋🏽\n${"x".repeat(4000)}` })).toEqual({});
  });

  it("where the server found it", () => {
    expect(problemsOfApi({ end_time: "Must end after it starts", pr_number: "Too big", else: "?" })).toEqual({
      to: "Must end after it starts",
      reference: "Too big",
    });
  });
});

it.each([
  ["1 h 24 m", 5040],
  ["1h24m", 5040],
  ["1:24", 5040],
  ["84", 5040],
  ["84 min", 5040],
  ["2 h", 7200],
  ["42 s", 42],
  ["", null],
  ["h", null],
  ["1:2", null],
  ["-5", null],
  ["1,5 h", null],
])("a duration written as %s", (text, seconds) => expect(readDuration(text)).toBe(seconds));

describe("when the session has changed elsewhere", () => {
  const theirs = { ...session, note: "Theirs", tags: ["ci"], updated_at: "2026-03-15T00:00:00.000Z" };

  it("what the person typed stays, what they did not touch becomes as it is now", () => {
    const merged = rebase({ ...draft, note: "Mine", to: "10:30" }, session, theirs, zone);
    expect(merged.draft).toEqual({ ...draft, note: "Mine", to: "10:30", tags: ["ci"] });
    expect(merged.changed).toEqual(["tags", "note"]);
    expect(merged.now.note).toBe("Theirs");
  });

  it("saving anyway sends what is the person's own", () => {
    const merged = rebase({ ...draft, note: "Mine" }, session, theirs, zone).draft;
    expect(changes(merged, theirs)).toEqual({ note: "Mine" });
  });
});

it("tags are taken apart at commas, trimmed, and kept once", () => {
  expect(splitTags(" perf, ci ,,perf")).toEqual(["perf", "ci", "perf"]);
  expect(withTags(["ci"], splitTags("perf, ci"))).toEqual(["ci", "perf"]);
});

it("what is typed takes away what was wrong with its field, and with the times all of them", () => {
  const wrong = { to: "Must end after it starts", note: "Too long" };
  expect(problemsAfter(wrong, draft, { ...draft, note: "short" })).toEqual({ to: wrong.to });
  expect(problemsAfter(wrong, draft, { ...draft, from: "08:00" })).toEqual({ note: wrong.note });
  expect(problemsAfter(wrong, draft, { ...draft, tags: ["new"] })).toBe(wrong);
});
