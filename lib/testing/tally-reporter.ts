import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/** What `npm test` reads after Vitest: counts, and each skipped test with its reason. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: { name: string; reason: string | undefined }[];
}

/** Writes the tally of a run, as JSON, to the file in VITEST_TALLY. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandled: ReadonlyArray<unknown>): void {
    const tally: Tally = { passed: 0, failed: unhandled.length, skipped: [] };
    for (const module of modules) {
      let failed = 0;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === "passed") tally.passed += 1;
        else if (result.state === "failed") failed += 1;
        else tally.skipped.push({ name: test.fullName, reason: "note" in result ? result.note : undefined });
      }
      // A file that cannot be loaded, has no test, or fails in a hook has no failed test of its own.
      tally.failed += failed === 0 && !module.ok() ? 1 : failed;
    }
    const file = process.env.VITEST_TALLY;
    if (file) writeFileSync(file, JSON.stringify(tally));
  }
}
