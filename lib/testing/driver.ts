import type { DatabaseHandle } from "@/db/handle.ts";

/** The database driver of this run of the integration suite: the name of its vitest project. */
export function testDriver(): DatabaseHandle["driver"] {
  const driver = process.env.TEST_DRIVER;
  if (driver === "pglite" || driver === "postgres" || driver === "neon") return driver;
  throw new Error(
    "Integration tests run in the vitest projects pglite, postgres and neon (files *.integration.test.ts).",
  );
}
