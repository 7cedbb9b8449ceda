import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { provideChromium } from "./chromium.ts";
import { root } from "./run.ts";
import { readCommandLine } from "./usage.ts";

// node lib/cli/picture.ts [address]: takes the screenshots of Today for the welcome page and the documentation, from a
// running Stint in demo mode (npm run demo).

const {
  words: [address = "http://localhost:3000"],
} = readCommandLine("Usage: node lib/cli/picture.ts [ADDRESS]\nTakes the pictures of Today from a running demo.", {
  words: 1,
});
const size = { width: 960, height: 720 };
const widths = [720, 1440];

/** A zone in which it is the afternoon of a working day now, if there is one, so that the day has something to show. */
function afternoonZone(now: Date): string {
  const offsets = Array.from({ length: 27 }, (_, index) => index - 12);
  const rated = offsets.map((offset) => {
    const local = new Date(now.getTime() + offset * 3_600_000);
    const weekend = [0, 6].includes(local.getUTCDay());
    return { offset, distance: Math.abs(local.getUTCHours() + local.getUTCMinutes() / 60 - 16.5) + (weekend ? 4 : 0) };
  });
  const { offset } = rated.reduce((best, each) => (each.distance < best.distance ? each : best));
  // POSIX inverts the sign: Etc/GMT+5 is five hours behind UTC.
  return `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`;
}

async function take(browser: Browser, theme: "light" | "dark"): Promise<void> {
  const timezoneId = afternoonZone(new Date());
  const context = await browser.newContext({ viewport: size, colorScheme: theme, timezoneId, baseURL: address });
  const page = await context.newPage();
  await page.goto("/");
  await page.getByRole("button", { name: "Try it with sample data" }).click();
  await page.waitForURL("**/today");
  await page.locator(".recharts-bar-rectangle path").first().waitFor();
  await page.mouse.move(0, 0);
  // Animations have finished by then; "networkidle" would never come, as the page polls.
  await page.waitForTimeout(2000);
  const session = await context.newCDPSession(page);
  for (const width of widths) {
    const clip = { x: 0, y: 0, ...size, scale: width / size.width };
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80, clip });
    writeFileSync(join(root, "public", "images", `today-${theme}-${width}.webp`), Buffer.from(data, "base64"));
  }
  if (theme === "light") await page.screenshot({ path: join(root, "docs", "today.png") });
  await context.close();
}

const executablePath = await provideChromium();
if (!executablePath) throw new Error("Chromium not found, and it cannot be installed here.");
mkdirSync(join(root, "public", "images"), { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--disable-gpu", "--hide-scrollbars"] });
try {
  for (const theme of ["light", "dark"] as const) await take(browser, theme);
} finally {
  await browser.close();
}
