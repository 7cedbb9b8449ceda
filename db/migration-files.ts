import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** One step of the schema: `drizzle/NNNN_name.sql` and how to roll it back. */
export interface Migration {
  /** `0000_foundation`: the file's name without `.sql`. */
  name: string;
  /** SHA-256 of the file, with normalised line endings, as a checkout may change them. */
  hash: string;
  up: string[];
  /** Undefined without a `.down.sql` beside it. */
  down: string[] | undefined;
}

/** A migration that cannot be applied or rolled back; the message names the file. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/** What `migrate:create` writes into a new `.down.sql`. It also fails by itself, should anybody run it by hand. */
export const unwrittenDown = (name: string): string =>
  `-- Undo ${name}.sql here, then delete the line below.\nDO $$ BEGIN RAISE EXCEPTION 'not written yet: ${name}.down.sql'; END $$;\n`;

const fileName = /^\d{4}_[a-z0-9_]+\.sql$/;

/** The folder of the application's own migrations. */
// Resolved at run time: the bundler must not treat the folder as a module.
export const migrationFolder = (): string => path.join(/* turbopackIgnore: true */ process.cwd(), "drizzle");

const statements = (text: string): string[] =>
  text
    .split("--> statement-breakpoint")
    .map((statement) => statement.trim())
    .filter((statement) => statement.split("\n").some((line) => !/^\s*(?:--|$)/.test(line)));

/**
 * Reads every migration of a folder, oldest first.
 * @throws {MigrationError} when the folder is missing, a name is not `NNNN_name.sql`, or two files share a number
 */
export function readMigrations(folder: string = migrationFolder()): Migration[] {
  if (!existsSync(folder)) throw new MigrationError(`The folder of migrations ${folder} is missing.`);
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort();
  const migrations: Migration[] = [];
  for (const file of names.filter((each) => !each.endsWith(".down.sql"))) {
    if (!fileName.test(file))
      throw new MigrationError(`${file} is not named like a migration (0001_what_it_does.sql).`);
    const twin = migrations.find((each) => each.name.slice(0, 4) === file.slice(0, 4));
    if (twin) throw new MigrationError(`${twin.name}.sql and ${file} have the same number.`);
    const name = file.slice(0, -".sql".length);
    const text = readFileSync(path.join(folder, file), "utf8").replaceAll("\r\n", "\n");
    const downFile = path.join(folder, `${name}.down.sql`);
    migrations.push({
      name,
      hash: createHash("sha256").update(text).digest("hex"),
      up: statements(text),
      down: existsSync(downFile) ? statements(readFileSync(downFile, "utf8")) : undefined,
    });
  }
  const orphan = names.find(
    (file) => file.endsWith(".down.sql") && !names.includes(`${file.slice(0, -".down.sql".length)}.sql`),
  );
  if (orphan) throw new MigrationError(`${orphan} undoes a migration that does not exist.`);
  return migrations;
}

/**
 * The statements that roll back a migration.
 * @throws {MigrationError} when its `.down.sql` is missing, empty or still as `migrate:create` left it
 */
export function downStatements(migration: Migration): string[] {
  const file = `${migration.name}.down.sql`;
  if (!migration.down) throw new MigrationError(`${file} is missing: ${migration.name} cannot be undone.`);
  if (migration.down.length === 0) throw new MigrationError(`${file} is empty.`);
  if (migration.down.some((statement) => statement.includes(`not written yet: ${file}`))) {
    throw new MigrationError(`${file} is not written yet.`);
  }
  return migration.down;
}
