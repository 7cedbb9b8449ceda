import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  atEachCut,
  chooseCuts,
  examine,
  type Phase,
  type Remains,
  record,
  seeded,
} from "@/lib/testing/power-cut/cuts.ts";
import type { Random } from "@/lib/testing/power-cut/disk.ts";
import { mustCreate } from "./database-folder.ts";

// A few cuts on each run of the suite; `npm run bench:power-cut` makes hundreds.

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stint-power-cut-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

const seed = Math.floor(Math.random() * 1_000_000);

/** The disk keeps nothing that was not synced. */
const nothingSurvives: Random = () => 0;

/** Records one run of a database and examines what power cuts leave of it. */
async function cutPower(
  durability: "full" | "relaxed",
  count: Record<Phase, number>,
  { ends, survival }: { ends?: string[]; survival?: Random } = {},
): Promise<Remains[]> {
  const recording = await record(join(folder, durability), durability, 20, ends);
  const random = seeded(seed);
  const left = join(folder, "left");
  const results: Remains[] = [];
  await atEachCut(
    recording,
    chooseCuts(recording, count, random),
    left,
    survival ?? random,
    async (cut, acknowledged, migrated) => {
      // Creating a database takes ten times as long as opening it, so none is recreated here.
      const whole = cut.phase !== "creation" || !mustCreate(join(left, "data", "database"));
      if (whole) results.push(await examine(join(left, "data"), acknowledged, migrated));
      rmSync(left, { recursive: true, force: true });
    },
  );
  return results;
}

test("no committed row is lost by a power cut at any time", { timeout: 600_000 }, async () => {
  const count = { creation: 4, migrations: 2, writes: 4, checkpoint: 2, opening: 2, closing: 1 };
  const results = await cutPower("full", count);
  expect(results.length).toBeGreaterThanOrEqual(11);
  const failed = results.filter((each) => each.lost > 0 || each.fault);
  expect(failed, `seed ${seed}`).toEqual([]);
});

test("with relaxed durability a power cut loses committed rows", { timeout: 600_000 }, async () => {
  const count = { creation: 0, migrations: 0, writes: 4, checkpoint: 0, opening: 0, closing: 0 };
  const results = await cutPower("relaxed", count, { ends: ["kill"], survival: nothingSurvives });
  expect(
    results.reduce((lost, each) => lost + each.lost, 0),
    `seed ${seed}`,
  ).toBeGreaterThan(0);
});
