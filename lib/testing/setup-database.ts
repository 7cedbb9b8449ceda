import { afterAll, beforeAll } from "vitest";
import { closeDatabase, useDatabase } from "@/db/index.ts";
import { type ScratchDatabase, scratchDatabase } from "./scratch-database.ts";

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
