import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPglite } from "@/db/drivers/pglite.ts";
import { openPostgres } from "@/db/drivers/postgres.ts";
import type { DatabaseHandle } from "@/db/index.ts";
import { migrateUp } from "@/db/migrate.ts";
import { readCommandLine } from "@/lib/cli/usage.ts";
import { startChild } from "@/lib/testing/child.ts";
import { freePort, type PostgresServer, postgresFolder, startPostgres } from "@/lib/testing/embedded-postgres.ts";

/**
 * `npm run bench:kill9 [pglite|postgres] [rounds]`: kills with `kill -9` in the middle of writes, starts again on the
 * same files, and checks every row whose commit was acknowledged. Exit code 1 when one is missing.
 */

interface Database {
  /** What the writer needs to connect to it. */
  environment: Record<string, string>;
  /** Kills every process of the server at once; undefined where there is none. */
  killServer: (() => Promise<void>) | undefined;
  /** Starts what was killed and opens it. */
  reopen(): Promise<DatabaseHandle>;
  remove(): Promise<void>;
}

const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

function embedded(): Database {
  const folder = mkdtempSync(join(tmpdir(), "stint-kill9-"));
  return {
    environment: { DATA_DIR: folder, DATABASE_URL: "", DATABASE_DRIVER: "" },
    killServer: undefined,
    async reopen() {
      const handle = await openPglite(folder);
      await migrateUp(handle);
      return handle;
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function served(): Promise<Database> {
  const [folder, port] = [postgresFolder(), await freePort()];
  let server: PostgresServer | undefined = await startPostgres({ folder, port, durable: true });
  const url = server.url();
  const handle = openPostgres(url, 1, () => {});
  await migrateUp(handle);
  await handle.close();
  return {
    environment: { DATABASE_URL: url, DATABASE_DRIVER: "postgres" },
    async killServer() {
      await server?.kill();
      server = undefined;
    },
    async reopen() {
      server ??= await startPostgres({ folder, port, durable: true, initialised: true });
      return openPostgres(url, 1, () => {});
    },
    async remove() {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Lets a writer write for a while and kills it; the rows it acknowledged are added to `confirmed`.
 * @param moment `opening` kills it before it has surely started, while it may still be recovering or creating its files
 */
async function writeAndKill(
  database: Database,
  confirmed: Map<number, string>,
  moment: "opening" | "writing",
  withServer: boolean,
): Promise<void> {
  const writer = startChild("bench/kill9-writer.ts", [], database.environment);
  let first = () => {};
  const writing = new Promise<void>((done) => {
    first = done;
  });
  const reading = (async () => {
    for (let line = await writer.line(); line !== undefined; line = await writer.line()) {
      const [, id, note] = /^(\d+) (\S+)$/.exec(line) ?? [];
      if (id && note) confirmed.set(Number(id), note);
      first();
    }
  })();
  if (moment === "writing") {
    const early = await Promise.race([writing, writer.ended]);
    if (early) throw new Error(`The writer ended before its first row:\n${early.errors}`);
    await sleep(20 + Math.random() * 600);
  } else {
    await sleep(400 + Math.random() * 1200);
  }
  // The server first, so that it is killed with transactions open; the writer cannot acknowledge a commit that did not
  // return.
  if (withServer) await database.killServer?.();
  await writer.kill();
  await reading;
}

async function check(
  handle: DatabaseHandle,
  confirmed: Map<number, string>,
): Promise<{ missing: number; extra: number; sound: boolean }> {
  return handle.connection(async (query) => {
    // A server may still be finishing what the killed writer had sent: all checks must see one state.
    await query("begin isolation level repeatable read");
    const rows = await query<{ id: number; note: string }>("select id, note from tracking_sessions");
    const found = new Map(rows.map((row) => [row.id, row.note]));
    const extra = [...found.keys()].filter((id) => !confirmed.has(id)).length;
    const missing = [...confirmed].filter(([id, note]) => found.get(id) !== note).length;
    // Half a transaction, or an index that disagrees with its table, would show here.
    const uneven = await query(
      `select from (select user_id, count(*)::int as count, sum(duration_seconds)::int as seconds from tracking_sessions group by 1) t
       full join daily_stats d using (user_id)
       where t.count is distinct from d.session_count or t.seconds is distinct from d.total_seconds`,
    );
    await query("set local enable_seqscan = off");
    const [indexed] = await query<{ count: number }>(
      "select count(*)::int as count from tracking_sessions where id > 0",
    );
    await query("commit");
    return { missing, extra, sound: uneven.length === 0 && indexed?.count === found.size };
  });
}

async function run(name: string, database: Database, rounds: number): Promise<boolean> {
  console.log(
    `\n${name}\nround  killed                   confirmed   missing  unconfirmed  sums and index  back after`,
  );
  const confirmed = new Map<number, string>();
  let lost = 0;
  try {
    for (let round = 1; round <= rounds; round++) {
      const opening = round % 5 === 1;
      const withServer = database.killServer !== undefined && round % 2 === 0;
      if (opening) await writeAndKill(database, confirmed, "opening", false);
      await writeAndKill(database, confirmed, "writing", withServer);
      const began = performance.now();
      const handle = await database.reopen();
      const { missing, extra, sound } = await check(handle, confirmed);
      const back = performance.now() - began;
      await handle.close();
      lost += missing + (sound ? 0 : 1);
      const killed = `${withServer ? "server and writer" : "writer"}${opening ? ", twice" : ""}`;
      const cells = [
        round,
        killed.padEnd(23),
        confirmed.size,
        missing,
        extra,
        sound ? "agree" : "DISAGREE",
        `${back.toFixed(0)} ms`,
      ];
      const widths = [5, 23, 10, 8, 11, 14, 10];
      console.log(cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0)).join("  "));
    }
  } finally {
    await database.remove();
  }
  console.log(lost === 0 ? `${name}: nothing confirmed was lost.` : `${name}: LOST ${lost}.`);
  return lost === 0;
}

const { words } = readCommandLine("Usage: npm run bench:kill9 [-- pglite|postgres] [ROUNDS]", { words: 3 });
const rounds = Number(words.find((word) => /^\d+$/.test(word)) ?? 20);
const wanted = words.filter((word) => word === "pglite" || word === "postgres");
const results: boolean[] = [];
if (wanted.length === 0 || wanted.includes("pglite")) results.push(await run("PGlite", embedded(), rounds));
if (wanted.length === 0 || wanted.includes("postgres")) results.push(await run("PostgreSQL", await served(), rounds));
if (results.includes(false)) process.exitCode = 1;
