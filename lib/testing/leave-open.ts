import { openPgliteThread } from "@/db/drivers/pglite-thread.ts";

// A process for tests: it opens an embedded database on its own thread, runs one query, and exits without closing it.

const [folder = ""] = process.argv.slice(2);
const handle = await openPgliteThread(folder);
const rows = await handle.run({ name: "", text: "select note from kept" }, []);
process.stdout.write(`${JSON.stringify(rows)}\n`);
