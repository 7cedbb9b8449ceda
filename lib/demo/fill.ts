import "server-only";
import type { Executor } from "@/db/index.ts";
import { yieldTurn } from "@/lib/core/slices.ts";
import { importable, importPractices } from "@/lib/practice/import.ts";
import { importTasks } from "@/lib/tasks/import.ts";
import { importTracking } from "@/lib/tracking/import.ts";
import { samplePractices } from "./practices.ts";
import { sampleData } from "./sample.ts";
import { sampleTasks } from "./tasks.ts";

/**
 * Writes twelve months of sample data, within the caller's transaction. About a quarter of a second of work, so it
 * yields to the event loop after each part.
 * @param zone IANA name
 */
export async function fillSample(tx: Executor, owner: number, zone: string, now: Date): Promise<void> {
  await yieldTurn();
  const sample = sampleData(zone, now);
  await yieldTurn();
  await importTracking(tx, owner, sample, now);
  const sequences = await importable(tx);
  await yieldTurn();
  const practices = samplePractices(zone, now, sample.sessions, sequences);
  await yieldTurn();
  await importPractices(tx, owner, zone, practices);
  await yieldTurn();
  await importTasks(tx, owner, sampleTasks(zone, now));
}
