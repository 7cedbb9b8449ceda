import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Child, startChild } from "@/lib/testing/child.ts";
import { beatText, newClaimName } from "./claim.ts";
import { DataFolderLocked, type DataLock, lockDataFolder } from "./data-lock.ts";

let folder: string;
let children: Child[];
let locks: DataLock[];

const hold = (): Child => {
  const child = startChild("lib/testing/hold-data-folder.ts", [folder]);
  children.push(child);
  return child;
};

/** Short enough for a test; in the same ratio as the real timings. */
const times = { beatMs: 100, silenceMs: 1500, lookMs: 50 };

const lock = async (options: Parameters<typeof lockDataFolder>[1] = {}): Promise<DataLock> => {
  const held = await lockDataFolder(folder, { times, onWait: () => {}, ...options });
  locks.push(held);
  return held;
};

const claims = (): string[] => readdirSync(join(folder, "database.lock"));

const writeClaim = (name: string, text = ""): void => {
  mkdirSync(join(folder, "database.lock"), { recursive: true });
  writeFileSync(join(folder, "database.lock", name), text);
};

/** A claim as process 1 of another container on this machine would write it. */
const elsewhere = (): string => newClaimName().replace(/^(\d+)-(\d+)-(\w+)-\w+-/, "1-$2-$3-1-");

/** Keeps a claim's heartbeat going as another container would, until the returned function is called. */
const beating = (name: string, state: "claiming" | "holding "): (() => void) => {
  let beat = 0;
  const timer = setInterval(() => writeClaim(name, beatText(state, ++beat)), times.beatMs);
  writeClaim(name, beatText(state, 0));
  return () => clearInterval(timer);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stint-lock-"));
  children = [];
  locks = [];
});

afterEach(async () => {
  for (const held of locks) held.release();
  for (const child of children) await child.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe("the lock of the data folder", { timeout: 240_000 }, () => {
  test("refuses a second process while the first one is alive, and names it", async () => {
    const child = hold();
    expect(await child.line()).toBe("locked");
    await expect(lock()).rejects.toThrow(DataFolderLocked);
    await expect(lock()).rejects.toThrow(`in use by process ${child.process.pid}.`);
    expect(claims()).toHaveLength(1);
  });

  test("is released when the holder exits", async () => {
    const child = hold();
    expect(await child.line()).toBe("locked");
    child.process.stdin?.end();
    await child.ended;
    expect(claims()).toEqual([]);
    (await lock()).release();
    expect(claims()).toEqual([]);
  });

  test("does not outlive a killed process", async () => {
    const child = hold();
    expect(await child.line()).toBe("locked");
    await child.kill();
    expect(claims()).toHaveLength(1);
    await lock();
    expect(claims()).toHaveLength(1);
    expect(claims()[0]).toMatch(new RegExp(`^${process.pid}-`));
  });

  test("does not mistake a later process with the same pid for the one that left a claim", async () => {
    (await lock()).release();
    if (process.platform === "linux") writeClaim(newClaimName().replace(/^(\d+)-\d+-/, "$1-1-"));
    writeClaim("torn");
    (await lock()).release();
    expect(claims()).toEqual([]);
  });

  test("refuses the same process twice", async () => {
    const held = await lock();
    await expect(lock()).rejects.toThrow(DataFolderLocked);
    held.release();
    await lock();
  });

  test("goes to exactly one of several processes that start at once over a dead process's claim", async () => {
    const first = hold();
    expect(await first.line()).toBe("locked");
    await first.kill();
    const answers = await Promise.all(Array.from({ length: 6 }, () => hold().line()));
    expect(answers.sort()).toEqual(["locked", "refused", "refused", "refused", "refused", "refused"]);
  });
});

describe("the claim of another container or machine", { timeout: 240_000 }, () => {
  test.each([
    ["another pid namespace", elsewhere],
    ["another boot, or another machine", () => newClaimName().replace(/^(\d+)-(\d+)-\w+-/, "$1-$2-0ther-")],
  ])("holds the folder as long as its heartbeat continues: %s", async (_, claim) => {
    const name = claim();
    const stop = beating(name, "holding ");
    await expect(lock()).rejects.toThrow("of another container or machine");
    stop();
    expect(claims()).toEqual([name]);
  });

  test("is removed when its heartbeat stops, whatever its clock says", async () => {
    const name = elsewhere();
    writeClaim(name, beatText("holding ", 7));
    let output = "";
    await lock({ onWait: (message) => (output = message) });
    expect(claims()).not.toContain(name);
    expect(output).toContain(`The data folder ${folder} holds the claim of a process of another container`);
  });

  test("that is only claiming the folder does not block it for ever", async () => {
    const stop = beating(elsewhere(), "claiming");
    const waiting = lock();
    await sleep(3 * times.beatMs);
    stop();
    for (const name of claims()) if (name.startsWith("1-")) rmSync(join(folder, "database.lock", name));
    await expect(waiting).resolves.toBeDefined();
  });
});

describe("a holder", { timeout: 240_000 }, () => {
  test("sends heartbeats without growing its claim, also while its main thread is busy", async () => {
    await lock();
    const file = join(folder, "database.lock", claims()[0] ?? "");
    const before = readFileSync(file, "utf8");
    // The heartbeat thread has to start first; after that, it needs nothing from this one.
    while (readFileSync(file, "utf8") === before) await sleep(10);
    const begun = readFileSync(file, "utf8");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * times.beatMs);
    const later = readFileSync(file, "utf8");
    expect(later).not.toBe(begun);
    expect(later).toHaveLength(before.length);
  });

  test("that was considered dead notices before and after each write, and by itself", async () => {
    const replaced = Promise.withResolvers<string>();
    const held = await lock({ onReplaced: replaced.resolve, times: { ...times, beatMs: 200 } });
    held.confirm();
    for (const name of claims()) rmSync(join(folder, "database.lock", name));
    expect(() => held.confirm()).toThrow(DataFolderLocked);
    expect(await replaced.promise).toContain(`has taken over the data folder ${folder}`);
  });

  test("that has released the lock ignores that its claim is deleted", async () => {
    const held = await lock();
    held.release();
    expect(() => held.confirm()).not.toThrow();
  });
});
