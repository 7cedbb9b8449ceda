import { describe, expect, it } from "vitest";
import { parsePullRequest, pullRequestAddress, pullRequestProblem, sayPullRequest } from "./reference.ts";

const next123 = { repo_owner: "vercel", repo_name: "next.js", pr_number: 123 };

describe("a pull request", () => {
  it.each([
    "vercel/next.js#123",
    "  vercel/next.js #123 ",
    "vercel/next.js 123",
    "vercel/next.js/pull/123",
    "https://github.com/vercel/next.js/pull/123",
    "http://github.com/vercel/next.js/pull/123/",
    "github.com/vercel/next.js/pull/123/files?w=1#diff-1",
    "https://git.corp.example:8443/vercel/next.js/pull/123/commits/abc",
  ])("is read out of %j", (text) => {
    expect(parsePullRequest(text)).toEqual(next123);
  });

  it.each([
    "",
    "   ",
    "next.js#123",
    "vercel/next.js",
    "vercel/next.js#",
    "vercel/next.js#0",
    "vercel/next.js#2147483648",
    "vercel/next.js#12345678901",
    "vercel/next.js#-1",
    "vercel/next.js#1.5",
    "vercel/next js#1",
    "vercel/näxt#1",
    "https://github.com/vercel/next.js/issues/123",
    "https://github.com/vercel/next.js/pull/123abc",
    `${"x".repeat(101)}/y#1`,
    "javascript:alert(1)//a/b/pull/1",
  ])("is not seen in %j", (text) => {
    expect(parsePullRequest(text)).toBeNull();
    expect(pullRequestProblem(text)).not.toBe("");
  });

  it("is written as it can be read again", () => {
    expect(parsePullRequest(sayPullRequest(next123))).toEqual(next123);
    expect(parsePullRequest(pullRequestAddress("https://github.com", next123))).toEqual(next123);
  });
});
