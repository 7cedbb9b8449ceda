import { describe, expect, test } from "vitest";
import { changedDomains, trackedVersion } from "./versions.ts";

const all = ["tracking", "tasks", "practice", "assistant"];
const look = (version: number, versions = {}) => ({
  version,
  versions: { tracking: 0, tasks: 0, practice: 0, assistant: 0, ...versions },
});

describe("the domains that are refetched", () => {
  test.each([
    ["nothing, when nothing has changed", look(3, { tasks: 3 }), look(3, { tasks: 3 }), []],
    ["what has changed, and nothing else", look(3, { tasks: 3 }), look(4, { tasks: 4 }), ["tasks"]],
    [
      "all that changed between two looks",
      look(3, { tasks: 3 }),
      look(9, { tasks: 3, tracking: 9, practice: 7 }),
      ["tracking", "practice"],
    ],
    ["what a restored backup has set back", look(9, { assistant: 9 }), look(2, { assistant: 2 }), ["assistant"]],
    ["everything, at the first look that finds something", undefined, look(0), all],
    ["everything, when an older Stint reports a change", look(3), { version: 4 }, all],
    ["nothing, when an older Stint reports none", look(3), { version: 3 }, []],
    ["everything, when the newer Stint answers again", { version: 4 }, look(5, { tasks: 5 }), all],
  ])("is %s", (_, before, now, expected) => {
    expect(changedDomains(before, now)).toEqual(expected);
  });
});

test("lists of sessions go by the version of tracked time alone", () => {
  expect([undefined, { version: 4 }, look(9, { tracking: 2 })].map(trackedVersion)).toEqual([0, 4, 2]);
});
