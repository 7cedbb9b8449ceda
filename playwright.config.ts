import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./lib/cli/chromium.ts";
import { describeEnv } from "./lib/core/env.ts";
import { githubApplication } from "./lib/testing/github-application.ts";

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

// Each worker reads this file again: what the first reading chose reaches the others through the environment.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_GITHUB_PORT ??= String(await freePort());
process.env.E2E_CHROMIUM ??= findChromium() ?? "";
if (!process.env.E2E_DATA_DIR) {
  const folder = mkdtempSync(join(tmpdir(), "stint-e2e-"));
  process.env.E2E_DATA_DIR = folder;
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
}

const { E2E_PORT: port, E2E_GITHUB_PORT, E2E_CHROMIUM: executablePath, E2E_DATA_DIR = "" } = process.env;
const address = `http://localhost:${port}`;
const github = `http://127.0.0.1:${E2E_GITHUB_PORT}`;

// Whatever the developer's .env says must not decide what is tested.
const unset = Object.fromEntries(describeEnv().map(({ name }) => [name, ""]));

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/journeys",
  // One server with one database, but each journey has an account of its own. Journeys wait more than they work.
  workers: 3,
  forbidOnly: Boolean(process.env.CI),
  // Machines of CI are shared: what passes only at the second try is told by name (lib/cli/test.ts), not hidden.
  retries: process.env.CI ? 1 : 0,
  // Long, because timing is never what is tested here: machines that run this may be busy.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    ...devices["Desktop Chrome"],
    baseURL: address,
    launchOptions: executablePath ? { executablePath } : {},
    // Recording each step takes a third of the time: set E2E_TRACE=on when looking for the cause of a failure.
    trace: process.env.E2E_TRACE === "on" ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
  },
  webServer: [
    {
      command: "exec node e2e/github-stand-in.ts",
      url: `${github}/rate_limit`,
      stdout: "ignore",
      stderr: "pipe",
      gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
      env: { E2E_GITHUB_PORT, E2E_GITHUB_REDIRECT: `${address}/api/auth/callback/github` },
    },
    {
      command: "exec node --import ./e2e/cheap-hashes.ts lib/cli/start.ts",
      url: `${address}/health`,
      timeout: 300_000,
      stdout: "ignore",
      stderr: "pipe",
      gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
      env: {
        ...unset,
        PORT: String(port),
        HOSTNAME: "localhost",
        DATA_DIR: E2E_DATA_DIR,
        // What a power cut leaves is tested where power is cut (db/drivers/power-cut.test.ts).
        EMBEDDED_DURABILITY: "relaxed",
        LOG_LEVEL: "warn",
        RATE_LIMIT_PER_MINUTE: "100000",
        AUTH_RATE_LIMIT_PER_MINUTE: "100000",
        GITHUB_ID: githubApplication.id,
        GITHUB_SECRET: githubApplication.secret,
        GITHUB_URL: github,
        GITHUB_API_URL: github,
      },
    },
  ],
});
