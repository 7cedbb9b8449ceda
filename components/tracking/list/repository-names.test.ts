import { expect, it } from "vitest";
import { repositoryOf } from "./repository-names.ts";

it.each([
  ["vercel", "next.js"],
  ["drizzle-team", "drizzle_orm"],
  ["a", ".github"],
  ["x".repeat(100), "y".repeat(100)],
])("%s/%s can be a repository", (owner, repo) => expect(repositoryOf({ owner, repo })).toEqual({ owner, repo }));

it("a name may come encoded", () => {
  expect(repositoryOf({ owner: "vercel", repo: "next%2Ejs" })).toEqual({ owner: "vercel", repo: "next.js" });
});

it.each([
  ["%00", "x"],
  ["\u0000", "x"],
  ["vercel", ".."],
  ["%2E%2E", "x"],
  [".", "x"],
  ["vercel", "x".repeat(300)],
  ["vercel", "a b"],
  ["vercel", "a%2Fb"],
  ["%zz", "x"],
  ["", "x"],
  ["vercel", "репозиторий"],
])("%s/%s can be none", (owner, repo) => expect(repositoryOf({ owner, repo })).toBeNull());
