import { describe, expect, it } from "vitest";
import { homePath, returnPath, withReturn } from "./return-path.ts";

describe("the page to return to after signing in", () => {
  it.each(["/today", "/tracking?from=2026-01-01&q=a%20b", "/tracking/vercel/next.js#top", "/@a/~b/ü"])(
    "is %s when that was requested",
    (path) => {
      expect(returnPath(path)).toBe(new URL(path, "http://x").href.slice("http://x".length));
    },
  );

  it.each([
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "evil.example",
    "/..//evil.example",
    "/x/..//evil.example",
    "/./\\evil.example",
    "",
    "/",
    "/sign-in?next=/sign-in",
    "/api/v1/auth/me/export",
    "/x\ud800",
    `/${"x".repeat(3000)}`,
    undefined,
    null,
    ["/today"],
  ])("is home instead of %j", (path) => {
    expect(returnPath(path)).toBe(homePath);
  });
});

describe("the address of the sign-in page", () => {
  it("carries the return path, unless that is home", () => {
    expect(withReturn("/sign-in", "/tracking?q=a&b=c")).toBe("/sign-in?next=%2Ftracking%3Fq%3Da%26b%3Dc");
    expect(withReturn("/sign-up", "/today")).toBe("/sign-up");
    expect(withReturn("/sign-in", "//evil.example")).toBe("/sign-in");
  });
});
