import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./lib/cli/chromium.ts";
import { describeEnv } from "./lib/env.ts";

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

// Each worker reads this file again: what the first reading chose reaches the others through the environment.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_CHROMIUM ??= findChromium() ?? "";
if (!process.env.E2E_DATA_DIR) {
  const folder = mkdtempSync(join(tmpdir(), "stint-e2e-"));
  process.env.E2E_DATA_DIR = folder;
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
}

const { E2E_PORT: port, E2E_CHROMIUM: executablePath, E2E_DATA_DIR = "" } = process.env;

// Whatever the developer's .env says must not decide what is tested.
const unset = Object.fromEntries(describeEnv().map(({ name }) => [name, ""]));

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/journeys",
  // One server with one database: journeys take turns.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://localhost:${port}`,
    launchOptions: executablePath ? { executablePath } : {},
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  webServer: {
    command: "exec node lib/cli/start.ts",
    url: `http://localhost:${port}/health`,
    timeout: 300_000,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    env: {
      ...unset,
      PORT: String(port),
      HOSTNAME: "localhost",
      DATA_DIR: E2E_DATA_DIR,
      LOG_LEVEL: "warn",
      RATE_LIMIT_PER_MINUTE: "100000",
      AUTH_RATE_LIMIT_PER_MINUTE: "100000",
    },
  },
});
