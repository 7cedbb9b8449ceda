import { readFileSync } from "node:fs";
import { openPglite } from "@/db/drivers/pglite.ts";
import { bringUpToDate } from "@/db/migrate.ts";
import { startChild } from "@/lib/testing/child.ts";
import { Disk, type Random } from "./disk.ts";
import type { FileOperation } from "./record-files.ts";
import { bodyOf } from "./rows.ts";

export const phases = ["creation", "migrations", "writes", "checkpoint", "opening", "closing"] as const;
export type Phase = (typeof phases)[number];

interface Recorded {
  operation: FileOperation;
  data: Buffer;
}

/** All file operations of the processes in order, and which rows were committed when. */
export interface Recording {
  steps: Recorded[];
}

/** A moment of a recording, by the number of steps done. */
export interface Cut {
  phase: Phase;
  step: number;
}

/** The state of a database after a power cut. */
export interface Remains {
  acknowledged: number;
  /** Committed rows that are missing or differ. */
  lost: number;
  /** Why it could not be opened, or what is inconsistent in it. */
  fault?: string;
}

/** A separate generator for each seed, so that a failing cut can be reproduced (Mulberry32, Tommy Ettinger). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function readRecording(file: string): Recording {
  const bytes = readFileSync(file);
  const steps: Recorded[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [json, data] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
    const from = at + 8;
    const operation: FileOperation = JSON.parse(bytes.toString("utf8", from, from + json));
    steps.push({ operation, data: bytes.subarray(from + json, from + json + data) });
    at = from + json + data;
  }
  return { steps };
}

/**
 * Records an embedded database from its creation on: migrations, writes, a checkpoint, `kill -9`; opening what is left,
 * the same and a clean end; opening that, and `kill -9` again.
 * @param rows how many rows each process writes
 * @param ends how each process ends, the first of which creates the database
 */
export async function record(
  folder: string,
  durability: "full" | "relaxed",
  rows: number,
  ends = ["kill", "close", "kill"],
): Promise<Recording> {
  const log = `${folder}.log`;
  for (const [index, end] of ends.entries()) {
    const words = [folder, log, durability, String(1 + index * rows), String(rows), end];
    const { code, errors } = await startChild("lib/testing/power-cut-writer.ts", words).ended;
    if (code !== (end === "close" ? 0 : null)) throw new Error(`The writer ended with ${code}:\n${errors}`);
  }
  return readRecording(log);
}

const textOf = ({ operation }: Recorded): string => (operation.kind === "mark" ? operation.text : "");

/** Chooses `count` random moments, as many in each phase, in chronological order. */
export function chooseCuts({ steps }: Recording, count: Record<Phase, number>, random: Random): Cut[] {
  const moments = new Map<Phase, number[]>(phases.map((phase) => [phase, []]));
  let phase: Phase = "creation";
  for (const [step, recorded] of steps.entries()) {
    const begun = /^phase (.*)$/.exec(textOf(recorded))?.[1];
    phase = phases.find((each) => each === begun) ?? phase;
    if (recorded.operation.kind !== "mark") moments.get(phase)?.push(step + 1);
  }
  const cuts = phases.flatMap((each) => {
    const possible = moments.get(each) ?? [];
    return Array.from({ length: count[each] }, () => ({
      phase: each,
      step: possible[Math.floor(random() * possible.length)] ?? 0,
    }));
  });
  return cuts.sort((one, other) => one.step - other.step);
}

/** Replays a recording once and writes at each cut, to `target`, a state that a disk could then have. */
export async function atEachCut(
  { steps }: Recording,
  cuts: Cut[],
  target: string,
  random: Random,
  visit: (cut: Cut, acknowledged: number[], migrated: boolean) => Promise<void>,
): Promise<void> {
  const disk = new Disk();
  const acknowledged: number[] = [];
  let migrated = false;
  let done = 0;
  for (const cut of cuts) {
    for (; done < cut.step; done++) {
      const step = steps[done];
      if (!step) break;
      const row = /^row (\d+)$/.exec(textOf(step))?.[1];
      if (row) acknowledged.push(Number(row));
      migrated ||= textOf(step) === "migrated";
      disk.apply(step.operation, step.data);
    }
    disk.cut(target, random);
    await visit(cut, [...acknowledged], migrated);
  }
}

/** Opens what a power cut left in `dataDir` as Stint does, and checks each committed row and torn pages. */
export async function examine(dataDir: string, acknowledged: number[], migrated: boolean): Promise<Remains> {
  const remains: Remains = { acknowledged: acknowledged.length, lost: acknowledged.length };
  try {
    // Durability only affects writes, not what is read here.
    const handle = await openPglite(dataDir, { durability: "relaxed" });
    try {
      await bringUpToDate(handle);
      if (!migrated) return { ...remains, lost: 0 };
      return await handle.connection(async (query) => {
        const rows = await query<{ id: number; body: string }>("select id, body from power_cut");
        const found = new Map(rows.map(({ id, body }) => [id, body]));
        const lost = acknowledged.filter((id) => found.get(id) !== bodyOf(id)).length;
        const tables = await query<{ name: string }>(
          "select format('%I', relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
        );
        // Each page has a checksum, which is verified on reading.
        for (const { name } of tables) await query(`select count(t::text) from ${name} t`);
        const [total] = await query<{ rows: number }>("select rows from power_cut_total");
        await query("set enable_seqscan = off");
        const [indexed] = await query<{ count: number }>("select count(*)::int from power_cut where id > 0");
        const agrees = total?.rows === rows.length && indexed?.count === rows.length;
        const fault = `${rows.length} rows, ${indexed?.count} in the index, a total of ${total?.rows}`;
        return { ...remains, lost, ...(!agrees && { fault }) };
      });
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { ...remains, fault: error instanceof Error ? error.message : String(error) };
  }
}
