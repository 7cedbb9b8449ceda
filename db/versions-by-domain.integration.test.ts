import { expect, test } from "vitest";
import { scratchDatabase } from "@/lib/testing/scratch-database.ts";
import { migrateDown, migrateUp } from "./migrate.ts";
import { readMigrations } from "./migration-files.ts";

test("migrating up copies the single version to every domain, and down continues from the overall one", async () => {
  const { handle, drop } = await scratchDatabase("empty");
  try {
    const rows = <Row>(text: string): Promise<Row[]> => handle.connection((query) => query<Row>(text));
    const names = readMigrations().map(({ name }) => name);
    const before = names.findIndex((name) => name.endsWith("_versions_by_domain"));
    await migrateUp(handle, { steps: before });
    await rows("insert into users (email, tracking_version) values ('a@example.com', 7), ('b@example.com', 0)");
    await migrateUp(handle, { steps: 1 });
    const columns = "data_version, tracking_version, tasks_version, practice_version, assistant_version";
    const read = async () =>
      (await rows<Record<string, number>>(`select ${columns} from users order by id`)).map((row) => Object.values(row));
    expect(await read()).toEqual([Array(5).fill(7), Array(5).fill(0)]);
    await rows("update users set data_version = 9, tasks_version = 9 where email = 'a@example.com'");
    await migrateDown(handle);
    expect(await rows("select tracking_version from users order by id")).toEqual([
      { tracking_version: 9 },
      { tracking_version: 0 },
    ]);
  } finally {
    await drop();
  }
});
