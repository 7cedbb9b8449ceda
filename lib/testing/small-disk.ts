import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freeBytes } from "@/db/drivers/disk-space.ts";
import { openPglite } from "@/db/drivers/pglite.ts";
import { openPgliteThread } from "@/db/drivers/pglite-thread.ts";
import { causes } from "@/lib/core/errors.ts";

// A process for tests: an embedded database in a folder on a small disk. Each line of its input is a command in JSON;
// the reply is a line of JSON. `small-disk.ts FOLDER [own-thread]`.

const [folder = "", thread] = process.argv.slice(2);
const ballast = join(folder, "ballast");
const mebibyte = 1024 * 1024;

/** Fills the disk with a file beside the database, until this many MiB are left. */
function leave(mebibytes: number): void {
  const file = openSync(ballast, "a");
  const chunk = Buffer.alloc(64 * 1024, 1);
  while (freeBytes(folder) >= mebibytes * mebibyte + chunk.length) writeSync(file, chunk);
  closeSync(file);
}

interface Command {
  sql?: string;
  /** Statements of one transaction; between the first and the second the disk is filled. */
  transaction?: [string, string];
  /** MiB that stay free. */
  leave?: number;
  remove?: boolean;
}

const handle = await (thread === "own-thread" ? openPgliteThread : openPglite)(folder);
const query = (text: string) => handle.connection((run) => run(text));

async function perform({ sql, transaction, leave: left, remove }: Command): Promise<unknown> {
  if (remove) rmSync(ballast, { force: true });
  if (transaction) {
    await handle.orm.transaction(async (inner) => {
      await inner.execute(transaction[0]);
      if (left !== undefined) leave(left);
      await inner.execute(transaction[1]);
    });
  } else if (left !== undefined) leave(left);
  return sql === undefined ? [] : query(sql);
}

const answer = (value: object): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);

answer({ opened: true });
for await (const line of createInterface({ input: process.stdin })) {
  const refusal = () => handle.refusal?.() ?? null;
  try {
    const rows = await perform(JSON.parse(line) as Command);
    answer({ rows, refusal: refusal() });
  } catch (error) {
    const codes = causes(error).flatMap((item) => ("code" in item && typeof item.code === "string" ? [item.code] : []));
    answer({ codes, refusal: refusal() });
  }
}
await handle.close();
