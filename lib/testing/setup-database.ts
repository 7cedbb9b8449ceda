import { afterAll, beforeAll, vi } from "vitest";
import { closeDatabase, useDatabase } from "@/db/index.ts";
import { type ScratchDatabase, scratchDatabase } from "./scratch-database.ts";

const shared = globalThis as { [name: `stint${string}`]: unknown; testEnvironment?: NodeJS.ProcessEnv };

/**
 * Files share a process, so that the server is imported once. All that it remembers outside a database is in `stint…` of
 * globalThis; each file finds that and the environment as the first one did.
 */
function startAfresh(): void {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  shared.testEnvironment ??= { ...process.env };
  for (const name of Object.keys(process.env)) if (!(name in shared.testEnvironment)) delete process.env[name];
  Object.assign(process.env, shared.testEnvironment);
  for (const name of Object.keys(globalThis)) if (name.startsWith("stint")) delete shared[name as `stint${string}`];
}

startAfresh();

let scratch: ScratchDatabase | undefined;

// Each test file has its own migrated database, without rows.
beforeAll(async () => {
  scratch = await scratchDatabase("migrated");
  useDatabase(scratch.handle);
});

afterAll(async () => {
  await closeDatabase();
  await scratch?.drop();
});
