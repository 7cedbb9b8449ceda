import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";

/** No parser of user input can be kept busy by it. */

// Seconds are enough; minutes distinguish a busy machine from a parser that never ends.
const deadlineMs = 240_000;
vi.setConfig({ testTimeout: deadlineMs + 60_000 });

it("any text is parsed in time: the built-in model, quick add, URLs, searches, return paths", () => {
  const program = fileURLToPath(new URL("hostile-texts.ts", import.meta.url));
  // In a separate process, so that a text which hangs fails the test instead of hanging the suite.
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", program], {
    encoding: "utf8",
    timeout: deadlineMs,
    killSignal: "SIGKILL",
    maxBuffer: 100_000_000,
  });
  expect(`${stderr}${stdout.trimEnd().split("\n").at(-1)}`).toBe("all read");
});
