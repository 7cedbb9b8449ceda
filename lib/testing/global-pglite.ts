import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { openPglite } from "@/db/drivers/pglite.ts";
import { migrateUp } from "@/db/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** File with a migrated PGlite; each test file starts from a copy in memory. */
    snapshotFile: string;
  }
}

/** Migrates one PGlite, so that no test file has to. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "stint-snapshot-"));
  const handle = openPglite(undefined);
  await migrateUp(handle);
  const { $client } = handle.orm as unknown as { $client: PGlite };
  const snapshot = await $client.dumpDataDir("none");
  await handle.close();
  const file = join(folder, "migrated.tar");
  writeFileSync(file, Buffer.from(await snapshot.arrayBuffer()));
  project.provide("snapshotFile", file);
  return () => rmSync(folder, { recursive: true, force: true });
}
