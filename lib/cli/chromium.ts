import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { run } from "./run.ts";

const installed = [
  // The headless shell draws no windows, so everything in it is a fifth faster.
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const starts = (command: string): boolean => {
  const { status, stdout } = spawnSync(command, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return status === 0 && /chrom/i.test(stdout);
};

const locate = (command: string): string =>
  command.startsWith("/")
    ? command
    : spawnSync("which", [command], { encoding: "utf8" }).stdout.trim().split("\n").at(0) || command;

/** The Chromium that journeys run in: Playwright's own, otherwise the system's; undefined when there is none. */
export function findChromium(): string | undefined {
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  const found = installed.find(starts);
  return found && locate(found);
}

/**
 * Ensures that there is a Chromium: an installed one, otherwise Playwright's download, otherwise Debian's package (as
 * root).
 * @returns its path, or undefined without the network or the rights for either
 */
export async function provideChromium(): Promise<string | undefined> {
  const present = findChromium();
  if (present) return present;
  console.log("Chromium not found; downloading Playwright's.");
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "5000" };
  const download = await run(["playwright", "install", "--no-shell", "chromium"], { env, quiet: true, limit: 300 });
  if (!download.ok && process.getuid?.() === 0) {
    console.log("Download failed; installing Debian's.");
    const settings = { DEBIAN_FRONTEND: "noninteractive" };
    await run(["apt-get", "update", "-qq"], { env: settings, quiet: true, limit: 300 });
    const install = (name: string) =>
      run(["apt-get", "install", "-y", "-qq", name], { env: settings, quiet: true, limit: 600 });
    // Older Debians have only the full browser.
    if (!(await install("chromium-headless-shell")).ok) await install("chromium");
  }
  return findChromium();
}
