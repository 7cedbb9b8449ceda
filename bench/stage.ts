import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DatabaseHandle, openDatabase } from "@/db/index.ts";
import { migrateUp } from "@/db/migrate.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { startPostgres } from "@/lib/testing/embedded-postgres.ts";
import { scripts } from "@/package.json";
import { type Measured, serve } from "./servers.ts";

/** The setup of page benchmarks: a separate PostgreSQL with fsync and Stint's schema, and Stint itself. */
export interface Stage {
  handle: DatabaseHandle;
  /** Starts Stint on a build of the current sources, which it makes first when needed. */
  start(): Promise<Measured>;
  /** Closes the database; started servers have to be stopped before. */
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "stint-bench-"));
  const postgres = await startPostgres({ durable: true });
  const environment = {
    AUTH_SECRET: "a secret for benchmarks only, 32 characters or more",
    DATA_DIR: folder,
    DATABASE_URL: postgres.url(),
    LOG_LEVEL: "warn",
  };
  resetEnv(environment);
  const handle = await openDatabase();
  await migrateUp(handle);
  const words = scripts.start.replace(/^exec node /, "").split(" ");
  return {
    handle,
    async start() {
      // Once to build when the sources are newer, and once more on that build.
      await (await serve(words, environment, "/health")).stop();
      return serve(words, environment, "/health");
    },
    async close() {
      await handle.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
