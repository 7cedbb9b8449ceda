import { runChecks } from "./checks.ts";
import { plain, run } from "./run.ts";
import { readCommandLine } from "./usage.ts";

// npm run verify: what must pass before each commit, the fastest first.

readCommandLine("Usage: npm run verify\nRuns what must pass before each commit.");
const failed = await runChecks();
const { ok } = await run(["vitest", "run", "--project", "unit", "--reporter=dot"], { env: plain });
if (!ok) failed.push("unit tests");
if (failed.length > 0) console.error(`\nNot ready to commit: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
