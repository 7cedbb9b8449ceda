import { expect, it } from "vitest";
import { problemsIn, searchOf, urlParam, wrongChoice, wrongText } from "./url-params.ts";

const wrongs = { q: wrongText(10), sort: wrongChoice(["newest", "oldest"], "an order: newest or oldest") };

it("leaves out what makes no sense, and says which part and why", () => {
  const search = "q=%00&sort=sideways";
  expect(problemsIn(wrongs, new URLSearchParams(search))).toEqual([
    { name: "q", text: "\u{FFFD}", why: "contains invalid characters" },
    { name: "sort", text: "sideways", why: "is not an order: newest or oldest" },
  ]);
  expect(urlParam(wrongs.sort, String).parse("sideways")).toBeNull();
  expect(urlParam(wrongs.sort, String).parse("oldest")).toBe("oldest");
});

it("shows only the beginning of a part that is too long", () => {
  const [problem] = problemsIn(wrongs, new URLSearchParams({ q: "x".repeat(300) }));
  expect(problem?.why).toBe("is longer than 10 characters");
  expect(problem?.text).toHaveLength(41);
});

it("has nothing to say about what is empty or unknown", () => {
  expect(problemsIn(wrongs, new URLSearchParams("q=%20&page=7"))).toEqual([]);
});

it("writes an address without the parts that are missing", () => {
  expect(searchOf({ repo: "vercel/next.js", pr: null, tag: undefined, q: "a&b" })).toBe(
    "?repo=vercel%2Fnext.js&q=a%26b",
  );
  expect(searchOf({ q: null })).toBe("");
});
