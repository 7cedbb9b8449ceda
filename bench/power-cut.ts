import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Durability } from "@/db/drivers/pglite-files.ts";
import { readCommandLine } from "@/lib/cli/usage.ts";
import {
  atEachCut,
  chooseCuts,
  examine,
  type Phase,
  phases,
  type Remains,
  record,
  seeded,
} from "@/lib/testing/power-cut/cuts.ts";

/**
 * `npm run bench:power-cut [cuts] [seed]`: simulates power cuts of the embedded database at random moments and checks
 * every row whose commit was acknowledged; then the same with `EMBEDDED_DURABILITY=relaxed`, which loses rows. Exit
 * code 1 when a committed row is missing with full durability, or none is with relaxed.
 */

/** Of a hundred cuts; recreating a database takes ten times as long as opening one. */
const shares: Record<Phase, number> = {
  creation: 8,
  migrations: 16,
  writes: 40,
  checkpoint: 18,
  opening: 10,
  closing: 8,
};

async function run(folder: string, durability: Durability, cuts: number, seed: number): Promise<Remains[]> {
  const recording = await record(join(folder, durability), durability, 100);
  const syncs = recording.steps.filter(({ operation }) => operation.kind === "sync").length;
  console.log(`\n${durability}: ${recording.steps.length} operations recorded, ${syncs} of them fsync`);
  const random = seeded(seed);
  const count = Object.fromEntries(phases.map((phase) => [phase, Math.ceil((shares[phase] * cuts) / 100)])) as Record<
    Phase,
    number
  >;
  const left = join(folder, "left");
  const results: (Remains & { phase: Phase })[] = [];
  await atEachCut(
    recording,
    chooseCuts(recording, count, random),
    left,
    random,
    async (cut, acknowledged, migrated) => {
      const remains = await examine(join(left, "data"), acknowledged, migrated);
      if (durability === "full" && (remains.lost > 0 || remains.fault)) {
        console.log(
          `  step ${cut.step} (${cut.phase}): lost ${remains.lost} of ${remains.acknowledged}. ${remains.fault ?? ""}`,
        );
      }
      results.push({ ...remains, phase: cut.phase });
      rmSync(left, { recursive: true, force: true });
    },
  );
  console.log("phase        cuts  confirmed    lost  faults");
  for (const phase of phases) {
    const of = results.filter((each) => each.phase === phase);
    const sum = (value: (each: Remains) => number) => of.reduce((total, each) => total + value(each), 0);
    const cells = [
      of.length,
      sum((each) => each.acknowledged),
      sum((each) => each.lost),
      sum((each) => (each.fault ? 1 : 0)),
    ];
    console.log(
      `${phase.padEnd(11)}${cells.map((cell, index) => String(cell).padStart([6, 11, 8, 8][index] ?? 0)).join("")}`,
    );
  }
  return results;
}

const { words } = readCommandLine("Usage: npm run bench:power-cut [-- CUTS [SEED]]", { words: 2 });
const [cuts = 216, seed = Date.now() % 1_000_000] = words.map(Number);
console.log(`${cuts} cuts, seed ${seed}`);
const folder = mkdtempSync(join(tmpdir(), "stint-power-cut-"));
try {
  const full = await run(folder, "full", cuts, seed);
  const relaxed = await run(folder, "relaxed", Math.ceil(cuts / 8), seed);
  const lost = (results: Remains[]) => results.reduce((total, each) => total + each.lost, 0);
  const confirmed = (results: Remains[]) => results.reduce((total, each) => total + each.acknowledged, 0);
  console.log(`\nfull:    ${full.length} cuts, ${confirmed(full)} confirmed rows, ${lost(full)} lost`);
  console.log(`relaxed: ${relaxed.length} cuts, ${confirmed(relaxed)} confirmed rows, ${lost(relaxed)} lost`);
  if (full.some((each) => each.lost > 0 || each.fault) || lost(relaxed) === 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
