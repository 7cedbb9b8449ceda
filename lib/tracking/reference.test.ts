import { describe, expect, it } from "vitest";
import {
  foreignHost,
  formatPullRequest,
  parsePullRequest,
  pullRequestAddress,
  pullRequestAnywhere,
  pullRequestProblem,
  samePullRequest,
} from "./reference.ts";

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
    "\u200bhttps://github.com/vercel/next.js\u2060/pull/123\ufeff",
    "\u2068vercel/next.js#123\u2069",
    "https://www.GitHub.com/vercel/next.js/pull/123/commits/abc",
  ])("is parsed from %j", (text) => {
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
    "../next.js#1",
    "vercel/.#1",
    "https://github.com@example.com/vercel/next.js/pull/123",
  ])("is not found in %j", (text) => {
    expect(parsePullRequest(text)).toBeNull();
    expect(pullRequestProblem(text)).not.toBe("");
  });

  it.each([
    "https://git.corp.example/vercel/next.js/pull/123",
    "http://git.corp.example:8443/vercel/next.js/pull/123/files",
    "github.com.example.com/vercel/next.js/pull/123",
    "https://notgithub.com/vercel/next.js/pull/123",
  ])("on another host is rejected with that host's name, and parsed when GitHub is there: %j", (text) => {
    const host = foreignHost(text);
    expect(parsePullRequest(text)).toBeNull();
    expect(pullRequestProblem(text)).toBe(
      `That link is on ${host}. Only pull requests on github.com can be tracked here`,
    );
    const github = `https://${host}`;
    expect(parsePullRequest(text, github)).toEqual(next123);
    expect(parsePullRequest("https://github.com/vercel/next.js/pull/123", github)).toBeNull();
    expect(pullRequestProblem("https://github.com/vercel/next.js/pull/123", github)).toContain(`on ${host} can`);
    expect(parsePullRequest("vercel/next.js#123", github)).toEqual(next123);
  });

  it("is the same in any case", () => {
    const other = { repo_owner: "Vercel", repo_name: "NEXT.js", pr_number: 123 };
    expect(samePullRequest(next123, other)).toBe(true);
    expect(samePullRequest(next123, { ...other, pr_number: 12 })).toBe(false);
    expect(samePullRequest(next123, { ...other, repo_owner: "vercel2" })).toBe(false);
  });

  it("is parsed on any host where only its name counts", () => {
    expect(pullRequestAnywhere("https://github.example.com/vercel/next.js/pull/123/files")).toEqual(next123);
    expect(pullRequestAnywhere("vercel/next.js#123")).toEqual(next123);
    expect(pullRequestAnywhere("https://github.example.com/vercel/next.js")).toBeNull();
  });

  it("is formatted so that it can be parsed again", () => {
    expect(parsePullRequest(formatPullRequest(next123))).toEqual(next123);
    expect(parsePullRequest(pullRequestAddress("https://github.com", next123))).toEqual(next123);
  });
});
