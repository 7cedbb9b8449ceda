import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Child, startChild } from "@/lib/testing/child.ts";
import { unshared } from "@/lib/testing/namespaces.ts";
import { diskAlmostFull } from "./disk-space.ts";

const { prefix = [], missing } = unshared("--mount");

interface Answer {
  opened?: boolean;
  rows?: Record<string, unknown>[];
  codes?: string[];
  refusal?: string | null;
}

let folder: string;
let child: Child | undefined;

/**
 * A process with a database on its own disk, which exists as long as the process.
 * @param thread where the database runs: on the process's main thread, or on its own
 * @param then what the shell does when the process has exited
 */
async function onDisk(megabytes: number, thread: string, then = ""): Promise<Child> {
  const script = `mount -t tmpfs -o size=${megabytes}m none "$0" && "$@"${then}`;
  child = startChild("lib/testing/small-disk.ts", [folder, thread], {}, [...prefix, "sh", "-c", script, folder]);
  expect(JSON.parse((await child.line()) ?? "null")).toEqual({ opened: true });
  return child;
}

async function ask(command: object): Promise<Answer> {
  child?.process.stdin?.write(`${JSON.stringify(command)}\n`);
  return JSON.parse((await child?.line()) ?? "null") as Answer;
}

const insert = "insert into notes (text) values ('short')";
const insertMany = "insert into notes (text) select repeat(md5(n::text), 30) from generate_series(1, 3000) n";
const count = async (): Promise<unknown> =>
  (await ask({ sql: "select count(*)::int as count from notes" })).rows?.[0]?.count;

async function untilTaken(sql: string): Promise<void> {
  for (;;) {
    const { codes } = await ask({ sql });
    if (!codes) return;
    expect(codes).toContain("DISK_ALMOST_FULL");
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stint-full-disk-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const threads = ["same-thread", "own-thread"];

describe.skipIf(missing !== "").each(threads)(
  `a disk that becomes full, %s${missing}`,
  { timeout: 240_000 },
  (thread) => {
    // The process that exits is followed by another one on the same disk, once there is room.
    beforeAll(() => onDisk(300, thread, `; echo "{\\"code\\":$?}"; rm "$0/ballast"; exec "$@"`), 240_000);

    afterAll(() => child?.kill());

    beforeEach(async () => {
      await ask({ remove: true });
      await untilTaken("drop table if exists notes");
      await untilTaken("create table notes (id serial primary key, text text)");
    });

    test.each([
      // The log is forced to a new segment before each row, which takes 16 MB at once.
      { when: "while the log changes segments", first: "select pg_switch_wal()", statement: insert, rows: 1 },
      { when: "while tables grow", first: "select 1", statement: insertMany, rows: 3000 },
    ])(
      "refuses writes with the reason $when, serves reads, and recovers by itself with nothing lost",
      async (given) => {
        const { first, statement, rows } = given;
        await ask({ leave: 110 });
        let acknowledged = 0;
        for (;;) {
          await ask({ sql: first });
          const { codes, refusal } = await ask({ sql: statement });
          if (!codes) acknowledged += rows;
          else {
            expect(codes).toContain("DISK_ALMOST_FULL");
            expect(refusal).toBe(diskAlmostFull);
            break;
          }
        }
        await ask({ leave: 20 });
        expect((await ask({ sql: insert })).codes).toContain("DISK_ALMOST_FULL");
        expect(await count()).toBe(acknowledged);
        await ask({ remove: true });
        await untilTaken(insert);
        expect(await count()).toBe(acknowledged + 1);
        expect((await ask({ sql: insert })).refusal).toBeNull();
      },
    );

    test("aborts a transaction that began in time, and stores nothing of it", async () => {
      expect((await ask({ transaction: [insert, insert], leave: 20 })).codes).toContain("DISK_ALMOST_FULL");
      expect(await count()).toBe(0);
    });

    test("exits the process when one statement fills the disk, and the next start has what was acknowledged", async () => {
      await ask({ sql: insert });
      await ask({ leave: 80 });
      const log = "select pg_logical_emit_message(false, 'test', repeat('x', 1000000)) from generate_series(1, 300)";
      expect(await ask({ sql: log })).toEqual({ code: 1 });
      expect(JSON.parse((await child?.line()) ?? "null")).toEqual({ opened: true });
      expect(await count()).toBe(1);
      child?.process.stdin?.end();
      expect((await child?.ended)?.errors).toContain(
        "found no room on its disk for its log, and has stopped. Stint ends",
      );
    });
  },
);
