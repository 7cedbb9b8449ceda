import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testDriver } from "@/lib/testing/driver.ts";
import { type ScratchDatabase, scratchDatabase } from "@/lib/testing/scratch-database.ts";
import { BackupError, checkBackup, writeBackup } from "./backup.ts";
import { openMemory } from "./drivers/pglite.ts";
import type { DatabaseHandle } from "./handle.ts";
import { migrateDown, migrateUp } from "./migrate.ts";
import { restoreBackup } from "./restore.ts";
import { dumpSchema } from "./schema-dump.ts";

let folder: string;
let file: string;
let scratch: ScratchDatabase[];

async function another(kind: "migrated" | "empty" = "migrated"): Promise<DatabaseHandle> {
  const made = await scratchDatabase(kind);
  scratch.push(made);
  return made.handle;
}

const rows = <Row>(handle: DatabaseHandle, text: string, values?: unknown[]): Promise<Row[]> =>
  handle.connection((query) => query<Row>(text, values));

// Values that are difficult in JSON, CSV or PostgreSQL.
const note = "a \"quoted\" 'line'\r\n\\N \\. {},[] \t \u2028 \u0001 naïve 日本語 🙂 ";

async function fill(handle: DatabaseHandle): Promise<void> {
  await rows(handle, "insert into users (email, name) values ('first@example.com', ''), ('gone@example.com', null)");
  await rows(handle, "delete from users where email = 'gone@example.com'");
  await rows(
    handle,
    `insert into tracking_sessions (user_id, repo_owner, repo_name, pr_number, start_time, end_time, duration_seconds, ended_by,
       client_session_id, note, tags)
     select (select min(id) from users), 'o', 'r', n, timestamptz '2026-01-01T00:00:00.123Z' + n * interval '1 hour',
       timestamptz '2026-01-01T00:00:01.456Z' + n * interval '1 hour', 1, 'user', gen_random_uuid(), $1, array[$1, '', 'NULL']
     from generate_series(1, 1203) n`,
    [note],
  );
  await rows(
    handle,
    `insert into activities (user_id, activity_type, repo_owner, repo_name, pr_number, session_id, metadata)
     select user_id, 'comment', 'o', 'r', 1, id, jsonb_build_object('text', $1::text, 'number', 1e300::numeric) from tracking_sessions limit 2`,
    [note],
  );
  await rows(
    handle,
    "insert into idempotency_keys (owner, key, request_hash, status, answer) values ('user:1', 'k', 'h', 201, '\\x00ff5c'), ('B', 'z', 'h', null, null), ('a', 'Z', 'h', null, null), ('ä', '_', 'h', null, null)",
  );
  await rows(handle, "insert into daily_stats values ((select min(id) from users), '0044-03-15', 1203, 1203)");
}

const everything = async (handle: DatabaseHandle): Promise<unknown[]> => [
  ...(await rows(handle, "select * from users order by id")),
  ...(await rows(handle, "select * from tracking_sessions order by id")),
  ...(await rows(handle, "select * from activities order by id")),
  ...(await rows(
    handle,
    "select owner, key, encode(answer, 'hex') as answer, created_at::text from idempotency_keys order by key",
  )),
  ...(await rows(handle, "select * from daily_stats")),
];

const nextUserId = async (handle: DatabaseHandle): Promise<unknown> =>
  (await rows<{ id: number }>(handle, "insert into users (email) values ('next@example.com') returning id"))[0]?.id;

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BackupError);
  return (error as BackupError).message;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stint-backup-"));
  file = join(folder, "all.backup.gz");
  scratch = [];
});

afterEach(async () => {
  for (const each of scratch) await each.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a backup", () => {
  test("restores every row, the schema and the sequences of ids", async () => {
    const source = await another();
    await fill(source);
    const summary = await writeBackup(source, file);
    expect(summary.trailer.tables).toMatchObject({
      tracking_sessions: { rows: 1203 },
      users: { rows: 1 },
      activities: { rows: 2 },
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const target = await another();
    await restoreBackup(target, file);
    expect(await everything(target)).toEqual(await everything(source));
    expect(await dumpSchema(target)).toEqual(await dumpSchema(source));
    expect(await nextUserId(target)).toBe(3);
    await expect(rows(target, "delete from tracking_sessions")).resolves.toEqual([]);
    expect(await rows(target, "select session_id from activities")).toEqual([
      { session_id: null },
      { session_id: null },
    ]);
  });

  test("of an empty schema restores into a database without a schema, which is migrated first", async () => {
    await writeBackup(await another(), file);
    const target = await another("empty");
    await restoreBackup(target, file);
    expect(await nextUserId(target)).toBe(1);
  });

  test("is a consistent snapshot during concurrent writes", async () => {
    const source = await another();
    await fill(source);
    let saving = true;
    const write = async () => {
      for (let number = 0; saving || number < 5; number++) {
        // PGlite resolves without ever yielding to the event loop.
        await setImmediate();
        await source.orm.transaction(async (transaction) => {
          await transaction.execute(sql`insert into tracking_sessions (user_id, repo_owner, repo_name, pr_number, start_time,
            end_time, duration_seconds, ended_by) select min(id), 'o', 'r', 1, now(), now(), 0, 'user' from users`);
          await transaction.execute(sql`insert into activities (user_id, activity_type, repo_owner, repo_name, pr_number)
            select min(id), 'comment', 'o', 'r', 1 from users`);
        });
      }
    };
    const writers = [write(), write()];
    const { trailer } = await writeBackup(source, file);
    saving = false;
    await Promise.all(writers);
    const { tracking_sessions, activities } = trailer.tables;
    expect((tracking_sessions?.rows ?? 0) - (activities?.rows ?? 0)).toBe(1201);
    await restoreBackup(await another(), file);
  });

  if (testDriver() !== "pglite") {
    test("moves from the embedded database to a server and back", async () => {
      const embedded = await openMemory();
      const returned = await openMemory();
      try {
        await migrateUp(embedded);
        await fill(embedded);
        const saved = await writeBackup(embedded, file);
        const server = await another();
        await restoreBackup(server, file);
        expect(await everything(server)).toEqual(await everything(embedded));
        const back = join(folder, "back.backup.gz");
        const again = await writeBackup(server, back);
        expect(again.trailer.tables).toEqual(saved.trailer.tables);
        expect(again.trailer.sequences).toEqual(saved.trailer.sequences);
        await restoreBackup(returned, back);
        expect(await everything(returned)).toEqual(await everything(embedded));
        expect(await nextUserId(returned)).toBe(3);
      } finally {
        await embedded.close();
        await returned.close();
      }
    });
  }
});

describe("a restore", () => {
  test("refuses a database with rows, and replaces them with force", async () => {
    const source = await another();
    await fill(source);
    await writeBackup(source, file);
    const target = await another();
    await rows(target, "insert into users (email) values ('theirs@example.com')");
    expect(await refusal(restoreBackup(target, file))).toBe(
      "The database is not empty: users has rows. To replace everything in it, add --force",
    );
    expect(await rows(target, "select email from users")).toEqual([{ email: "theirs@example.com" }]);
    await restoreBackup(target, file, true);
    expect(await everything(target)).toEqual(await everything(source));
  });

  test("ignores seeded rows, but not what somebody has created or edited", async () => {
    const source = await another();
    await rows(source, "update poses set description = 'Edited', edited_at = now() where slug = 'mountain-pose'");
    await rows(source, "delete from sequences where slug <> '5-minute-desk-break'");
    await writeBackup(source, file);
    const target = await another();
    await restoreBackup(target, file);
    expect(await rows(target, "select slug from sequences")).toEqual([{ slug: "5-minute-desk-break" }]);
    expect(await rows(target, "select description from poses where edited_at is not null")).toEqual([
      { description: "Edited" },
    ]);
    expect(await refusal(restoreBackup(target, file))).toContain("poses has rows");
    await rows(target, "update poses set edited_at = null");
    await rows(target, "update sequences set edited_at = now()");
    expect(await refusal(restoreBackup(target, file))).toContain("sequences has rows");
  });

  test("refuses another schema version by name", async () => {
    const source = await another();
    const { header } = await writeBackup(source, file);
    const lines = gunzipSync(readFileSync(file)).toString().split("\n");
    expect(lines[0]).toContain(header.migrations.at(-1)?.name);
    const target = await another();
    await rows(target, "insert into schema_migrations (name, hash) values ('9000_newer', 'x')");
    expect(await refusal(restoreBackup(target, file))).toMatch(
      /made at schema version \d{4}_\w+, the database is at 9000_newer/,
    );
  });

  test("refuses a file that is truncated, damaged, modified or not a backup, before anything is written", async () => {
    const source = await another();
    await fill(source);
    await writeBackup(source, file);
    const target = await another();
    const whole = readFileSync(file);
    const text = gunzipSync(whole).toString();
    const lines = text.trimEnd().split("\n");
    const flipped = Buffer.from(whole);
    flipped[whole.length >> 1] = (flipped[whole.length >> 1] ?? 0) ^ 0xff;
    const bad: Record<string, Buffer> = {
      "cut in the middle": whole.subarray(0, whole.length >> 1),
      "cut by a byte": whole.subarray(0, whole.length - 1),
      "a flipped byte": flipped,
      "no trailer": gzipSync(`${lines.slice(0, -1).join("\n")}\n`),
      "a missing row": gzipSync(`${[...lines.slice(0, -3), ...lines.slice(-2)].join("\n")}\n`),
      "a changed value": gzipSync(text.replace("first@example.com", "other@example.com")),
      "a line more": gzipSync(`${text}[]\n`),
      "half a line": gzipSync(text.slice(0, -5)),
      empty: Buffer.alloc(0),
      "something else": gzipSync("hello\n"),
      "not compressed": Buffer.from(text),
    };
    for (const [what, content] of Object.entries(bad)) {
      writeFileSync(file, content);
      expect(await refusal(restoreBackup(target, file, true)), what).toMatch(
        /is not a complete backup: .*\. Nothing was changed\.$/,
      );
    }
    rmSync(file);
    expect(await refusal(restoreBackup(target, file))).toContain("does not exist");
    expect(await rows(target, "select id from users")).toEqual([]);
  });

  test("rolls back when the database rejects a row", async () => {
    const source = await another();
    await fill(source);
    await rows(source, "alter table users drop constraint users_email_lower");
    await rows(source, "update users set email = upper(email)");
    await writeBackup(source, file);
    const target = await another();
    await rows(target, "insert into users (email) values ('theirs@example.com')");
    const before = await dumpSchema(target);
    await expect(restoreBackup(target, file, true)).rejects.toThrow();
    expect(await rows(target, "select email from users")).toEqual([{ email: "theirs@example.com" }]);
    expect(await dumpSchema(target)).toEqual(before);
  });
});

test("writing a backup overwrites no file and reports when there is nothing to save", async () => {
  writeFileSync(file, "mine");
  expect(await refusal(writeBackup(await another(), file))).toContain("already exists");
  expect(readFileSync(file, "utf8")).toBe("mine");
  const other = join(folder, "other.backup.gz");
  expect(await refusal(writeBackup(await another("empty"), other))).toContain("nothing to back up");
  expect(existsSync(other)).toBe(false);
  const down = await another();
  await migrateDown(down, { steps: 99 });
  await writeBackup(down, other);
  expect((await checkBackup(other)).header.migrations).toEqual([]);
});
