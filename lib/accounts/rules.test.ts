import { expect, test } from "vitest";
import {
  accessSeconds,
  deviceOf,
  isStandIn,
  loginSeconds,
  passwordProblem,
  renewalSeconds,
  zoneName,
} from "./rules.ts";

test.each([
  ["Abcdefg1", null],
  [`Aa1${"x".repeat(69)}`, null],
  ["Ünïcödé7", null],
  ["Abc1\u{1F600}", null],
  ["lamp fence olive", null],
  ["fence olive la", "15 characters"],
  ["Abcd123\u{1F600}\u{1F600}", null],
  [`Aa1${"\ufdfa".repeat(3)}`, "72 bytes"],
  ["Abcde1", "8 characters"],
  [`Aa1${"x".repeat(70)}`, "72 bytes"],
  [`Aa1${"é".repeat(35)}`, "72 bytes"],
  ["ABCDEFG1", "lower"],
  ["abcdefg1", "upper"],
  ["Abcdefgh", "digit"],
  ["Abcdefg1\n", "Control"],
  ["Abcdefg1\ud800", "Control"],
])("the password %j: %s", (password, problem) => {
  const found = passwordProblem(password);
  if (problem === null) expect(found).toBeNull();
  else expect(found).toContain(problem);
});

test.each([
  ["UTC", "UTC"],
  ["utc", "UTC"],
  ["Etc/UTC", "Etc/UTC"],
  ["europe/berlin", "Europe/Berlin"],
  ["america/argentina/buenos_aires", expect.stringMatching(/^America\/(Argentina\/)?Buenos_Aires$/)],
  ["Asia/Kolkata", "Asia/Kolkata"],
  ["US/Pacific", "US/Pacific"],
  ["us/pacific", "America/Los_Angeles"],
  ["EUROPE/KYIV", expect.stringMatching(/^Europe\/Ki?y?e?i?v$/)],
  ["Europe/Kyiv", "Europe/Kyiv"],
  ["etc/gmt+1", "Etc/GMT+1"],
  ["+01:00", null],
  ["-0300", null],
  ["", null],
  ["Europe", null],
  ["Europe/Berlin ", null],
  ["../etc/passwd", null],
  ["SystemV/EST5", null],
  ["Mars/Olympus", null],
  ["constructor", null],
  ["Europe/Berlin\u0000", null],
])("the zone %j is stored as %j", (given, kept) => {
  expect(zoneName(given)).toEqual(kept);
});

const gecko = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const webkit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";

test.each([
  [null, "Unknown device"],
  ["", "Unknown device"],
  ["curl/8.5.0", "curl"],
  ["python-requests/2.32.3", "python-requests"],
  ["node", "node"],
  [gecko, "Firefox on Linux"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/141.0.0.0 Safari/537.36`, "Chrome on Windows"],
  [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/141.0 Safari/537.36 Edg/141.0`, "Edge on Windows"],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${webkit} Version/18.0 Mobile/15E148 Safari/604.1`,
    "Safari on iPhone",
  ],
  [`Mozilla/5.0 (Linux; Android 15) ${webkit} Chrome/141.0 Mobile Safari/537.36`, "Chrome on Android"],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/18.0 Safari/605.1.15`, "Safari on macOS"],
  ["Mozilla/5.0", "Browser"],
  ["<script>alert(1)</script>", "Unknown device"],
])("the user agent %j is a %s", (agent, device) => {
  expect(deviceOf(agent)).toBe(device);
});

test("a login outlives its access token by the time the token can still be exchanged", () => {
  for (const kind of ["client", "github_client"] as const) {
    expect(loginSeconds(kind, false)).toBe(accessSeconds(kind) + renewalSeconds);
  }
  expect(loginSeconds("browser", false)).toBe(86_400);
  expect(loginSeconds("browser", true)).toBe(30 * 86_400);
  expect(accessSeconds("github_client")).toBe(7 * 86_400);
});

test("only the placeholder for an unknown GitHub address counts as a placeholder", () => {
  expect(isStandIn("123+octo-cat@users.noreply.github.com")).toBe(true);
  for (const email of ["ada@example.com", "ada+users.noreply.@example.com", "x@users.noreply.github.com"]) {
    expect(isStandIn(email)).toBe(false);
  }
});
