import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { openMemory } from "@/db/drivers/pglite.ts";
import { bringUpToDate } from "@/db/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder with `empty.tar` and `migrated.tar`: PGlite before and after the migrations. */
    snapshotFolder: string;
  }
}

/**
 * Creates two PGlite databases, so that no test file has to: a copy in memory starts four times as fast as a new one.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "stint-snapshot-"));
  const handle = await openMemory();
  const { $client } = handle.orm as unknown as { $client: PGlite };
  const keep = async (file: string): Promise<void> => {
    const snapshot = await $client.dumpDataDir("none");
    writeFileSync(join(folder, file), Buffer.from(await snapshot.arrayBuffer()));
  };
  await keep("empty.tar");
  await bringUpToDate(handle);
  await keep("migrated.tar");
  await handle.close();
  project.provide("snapshotFolder", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
