import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { openMemory } from "@/db/drivers/pglite.ts";
import { type DatabaseHandle, openDatabase } from "@/db/index.ts";
import { bringUpToDate, checkMigrations, migrateDown, migrationStatus } from "@/db/migrate.ts";
import { migrationFolder, readMigrations, unwrittenDown } from "@/db/migration-files.ts";
import { verifyRoundTrip, verifySnapshots } from "@/db/verify-migrations.ts";
import { env } from "@/lib/core/env.ts";
import { causes } from "@/lib/core/errors.ts";
import { CommandError, command } from "./environment.ts";

const usage = `Usage: npm run migrate:status
       npm run migrate:up
       npm run migrate:down [-- STEPS]
       npm run migrate:create -- NAME [--custom]
       npm run migrate:verify`;

async function withDatabase(work: (handle: DatabaseHandle) => Promise<void>): Promise<void> {
  const handle = await openDatabase();
  try {
    await work(handle);
  } finally {
    await handle.close();
  }
}

async function status(handle: DatabaseHandle): Promise<void> {
  const { schema_version, applied, pending } = await migrationStatus(handle);
  for (const name of applied) console.log(`applied  ${name}`);
  for (const name of pending) console.log(`pending  ${name}`);
  console.log(`${handle.driver}: version ${schema_version ?? "none"}, ${pending.length} pending`);
  await checkMigrations(handle);
}

const patienceMs = 12_000;

/** Waits for a suspended database, such as Neon's, to wake up: each attempt times out before it has. */
async function wake(handle: DatabaseHandle): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      await handle.connection((query) => query("select 1"));
      return;
    } catch (error) {
      const slow = causes(error).some(({ message }) => /timeout/i.test(message));
      if (!slow || Date.now() > until) throw error;
    }
  }
}

async function up(handle: DatabaseHandle): Promise<void> {
  await wake(handle);
  const { applied, seeded } = await bringUpToDate(handle);
  for (const name of applied) console.log(`applied  ${name}`);
  if (applied.length === 0) console.log("Nothing to apply.");
  if (seeded) console.log("seeded   poses, sequences and achievements");
}

async function down(handle: DatabaseHandle, steps: number): Promise<void> {
  const names = await migrateDown(handle, { steps });
  for (const name of names) console.log(`undone  ${name}`);
  if (names.length === 0) console.log("Nothing to undo.");
}

const notInstalled = "which is a development package: install with npm ci --include=dev";

function drizzleKit(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("drizzle-kit");
  } catch {
    return undefined;
  }
}

function create(name: string, custom: boolean): void {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new CommandError("The name of a migration may contain a-z, 0-9 and _.");
  const before = new Set(readMigrations().map((migration) => migration.name));
  const kit = drizzleKit();
  if (!kit) throw new CommandError(`Migrations are created by drizzle-kit, ${notInstalled}`);
  const words = [join(dirname(kit), "bin.cjs"), "generate", `--name=${name}`, ...(custom ? ["--custom"] : [])];
  if (spawnSync(process.execPath, words, { stdio: "inherit" }).status !== 0) {
    throw new CommandError("drizzle-kit wrote no migration.");
  }
  const made = readMigrations().filter((migration) => !before.has(migration.name));
  for (const migration of made) {
    const file = join(migrationFolder(), `${migration.name}.down.sql`);
    writeFileSync(file, unwrittenDown(migration.name), { flag: "wx" });
    console.log(`Write how to undo it into drizzle/${migration.name}.down.sql, then: npm run migrate:verify`);
  }
  if (made.length === 0) console.log("Nothing to write. For a migration of data or by hand: add --custom");
}

async function verify(): Promise<void> {
  const scratch = await openMemory();
  try {
    await verifyRoundTrip(scratch);
  } finally {
    await scratch.close();
  }
  console.log("ok  up, down and up again leave the same schema");
  if (drizzleKit()) {
    await verifySnapshots();
    console.log("ok  db/schema and the migrations say the same");
  } else console.log(`--  db/schema is compared by drizzle-kit, ${notInstalled}`);
  const { DATABASE_DRIVER, DATA_DIR } = env();
  if (DATABASE_DRIVER === "pglite" && !existsSync(join(DATA_DIR, "database"))) {
    console.log(`--  no database in ${DATA_DIR} yet, nothing applied to compare`);
    return;
  }
  await withDatabase(checkMigrations);
  console.log(`ok  what is applied (${DATABASE_DRIVER}) is what the files say`);
}

await command(usage, { words: 2, flags: ["custom"] }, async ({ words: [action, word], flags }) => {
  const steps = Number(word ?? 1);
  if (action === "status") await withDatabase(status);
  else if (action === "up") await withDatabase(up);
  else if (action === "down" && Number.isInteger(steps) && steps > 0) await withDatabase((each) => down(each, steps));
  else if (action === "create" && word) create(word, flags.has("custom"));
  else if (action === "verify") await verify();
  else throw new CommandError(usage);
});
