import { expect, it } from "vitest";
import { filterParsers, isBackwards, isFiltered, loadFilters, problemsOf, queryOf } from "./filters.ts";

const problems = (search: string) => problemsOf(new URLSearchParams(search));

it("reads what an address asks for, and asks the API the same", () => {
  const filters = loadFilters(
    "?repo=vercel/next.js&pr=84213&tag=perf&q=slow%20start&from=2026-03-01&to=2026-03-31&sort=longest",
  );
  expect(filters).toEqual({
    repo: "vercel/next.js",
    pr: 84213,
    tag: "perf",
    q: "slow start",
    from: "2026-03-01",
    to: "2026-03-31",
    sort: "longest",
  });
  expect(queryOf(filters)).toEqual({
    repo_owner: "vercel",
    repo_name: "next.js",
    pr_number: 84213,
    tag: "perf",
    q: "slow start",
    from: "2026-03-01",
    to: "2026-03-31",
  });
});

it("asks for everything, newest first, when the address asks for nothing", () => {
  const filters = loadFilters("");
  expect(filters.sort).toBe("newest");
  expect(isFiltered(filters)).toBe(false);
  expect(queryOf(filters)).toEqual({});
  expect(isFiltered({ ...filters, sort: "longest" })).toBe(false);
  expect(isFiltered({ ...filters, pr: 1 })).toBe(true);
});

it("leaves out what makes no sense, and says which part and why", () => {
  const search = "from=banana&to=2026-02-30&sort=sideways&repo=nextjs&pr=0&tag=%00&year=20&q=fine";
  expect(loadFilters(`?${search}`)).toEqual({ ...loadFilters(""), q: "fine" });
  expect(problems(search)).toEqual([
    { name: "repo", text: "nextjs", why: "is not a repository such as vercel/next.js" },
    { name: "pr", text: "0", why: "is not a pull request's number" },
    { name: "tag", text: "\u{FFFD}", why: "contains invalid characters" },
    { name: "from", text: "banana", why: "is not a date such as 2026-03-14" },
    { name: "to", text: "2026-02-30", why: "is not a date such as 2026-03-14" },
    { name: "sort", text: "sideways", why: "is not an order: newest, oldest or longest" },
    { name: "year", text: "20", why: "is not a year since 1970" },
  ]);
});

it.each(["q", "tag"])("leaves out a %s that is too long, and shows its beginning only", (name) => {
  const [problem] = problems(`${name}=${"x".repeat(300)}`);
  expect(problem?.why).toMatch(/is longer than \d+ characters/);
  expect(problem?.text).toHaveLength(41);
  expect(loadFilters(`?${name}=${"x".repeat(300)}`)[name as "q"]).toBeNull();
});

it.each(["", "q=", "q=%20%20", "utm_source=mail", "page=7", "q=1&q=2"])("has nothing to say about ?%s", (search) => {
  expect(problems(search)).toEqual([]);
});

it.each(["2147483648", "1.5", "-1", "1e3", " 1", "0x10"])("takes no %s for the number of a pull request", (text) => {
  expect(filterParsers.pr.parse(text)).toBeNull();
});

it("notices that the first day comes after the last", () => {
  expect(isBackwards({ from: "2026-03-02", to: "2026-03-01" })).toBe(true);
  expect(isBackwards({ from: "2026-03-01", to: "2026-03-01" })).toBe(false);
  expect(isBackwards({ from: "2026-03-02", to: null })).toBe(false);
});
