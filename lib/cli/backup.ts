import { BackupError, type BackupSummary, writeBackup } from "@/db/backup.ts";
import { type DatabaseHandle, openDatabase } from "@/db/index.ts";
import { restoreBackup } from "@/db/restore.ts";
import { CommandError, command } from "./environment.ts";

const usage = `Usage: npm run db:backup [-- FILE]
       npm run db:restore -- FILE [--force]
Saves the whole database to a file, or restores it from one; --force replaces everything in a database in use.`;

const defaultFile = (): string => `stint-${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}.backup.gz`;

function report(driver: DatabaseHandle["driver"], what: string, file: string, summary: BackupSummary): void {
  const tables = Object.entries(summary.trailer.tables);
  for (const [name, { rows, sha256 }] of tables) {
    console.log(`${String(rows).padStart(10)}  ${sha256.slice(0, 16)}  ${name}`);
  }
  const version = summary.header.migrations.at(-1)?.name;
  console.log(`${what} ${file} (${driver}, ${version}): ${tables.length} tables, counts and checksums verified.`);
}

await command(usage, { words: 2, flags: ["force"] }, async ({ words: [action, file], flags }) => {
  const force = flags.has("force");
  if (action !== "save" && !(action === "restore" && file)) throw new CommandError(usage);
  const handle = await openDatabase();
  try {
    if (action === "save") {
      const target = file ?? defaultFile();
      report(handle.driver, "Saved", target, await writeBackup(handle, target));
    } else {
      const source = file ?? "";
      report(handle.driver, "Restored", source, await restoreBackup(handle, source, force));
    }
  } catch (error) {
    throw error instanceof BackupError ? new CommandError(error.message, { cause: error }) : error;
  } finally {
    await handle.close();
  }
});
