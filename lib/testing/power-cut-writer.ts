import { openPglite } from "@/db/drivers/pglite.ts";
import type { Query } from "@/db/handle.ts";
import { bringUpToDate } from "@/db/migrate.ts";
import { recordFiles } from "./power-cut/record-files.ts";
import { bodyOf } from "./power-cut/rows.ts";

// The process whose files the power-cut test records: `power-cut-writer.ts FOLDER LOG DURABILITY FROM ROWS END`. It
// writes ROWS rows from number FROM on, a mark for each that is committed, and ends by `close` or by `kill`.

const [folder = "", log = "", durability = "full", from = "0", rows = "0", end = "kill"] = process.argv.slice(2);
const mark = recordFiles(folder, log);
const first = from === "1";

mark(first ? "phase creation" : "phase opening");
const handle = await openPglite(`${folder}/data`, { durability: durability === "relaxed" ? "relaxed" : "full" });
if (first) {
  mark("phase migrations");
  await bringUpToDate(handle);
  await handle.connection(async (query) => {
    await query("create table power_cut (id int primary key, body text not null)");
    await query("create table power_cut_total (rows int not null)");
    await query("insert into power_cut_total values (0)");
  });
  mark("migrated");
}

async function writeOne(query: Query, id: number): Promise<void> {
  await query("begin");
  await query("insert into power_cut values ($1, $2)", [id, bodyOf(id)]);
  await query("update power_cut_total set rows = rows + 1");
  await query("commit");
  mark(`row ${id}`);
}

await handle.connection(async (query) => {
  const [start, count] = [Number(from), Number(rows)];
  mark("phase writes");
  for (let id = start; id < start + count; id++) {
    if (id === start + Math.floor(count / 2)) {
      mark("phase checkpoint");
      await query("checkpoint");
      mark("phase writes");
    }
    await writeOne(query, id);
  }
});
mark("phase closing");
if (end === "close") await handle.close();
else process.kill(process.pid, "SIGKILL");
