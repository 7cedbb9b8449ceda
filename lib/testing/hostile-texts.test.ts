import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";

/** Nothing that reads text of people can be kept busy by it. */

// Seconds are enough; minutes tell a busy machine from a reader that never ends.
const deadlineMs = 240_000;
vi.setConfig({ testTimeout: deadlineMs + 60_000 });

it("reads any text in time: the built-in model, quick add, addresses, searches, return paths", () => {
  const program = fileURLToPath(new URL("hostile-texts.ts", import.meta.url));
  // In a process of its own, so that a text which hangs fails the test instead of hanging the suite.
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", program], {
    encoding: "utf8",
    timeout: deadlineMs,
    killSignal: "SIGKILL",
    maxBuffer: 100_000_000,
  });
  expect(`${stderr}${stdout.trimEnd().split("\n").at(-1)}`).toBe("all read");
});
