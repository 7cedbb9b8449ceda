import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Child, startChild } from "@/lib/testing/child.ts";
import { DataFolderLocked, lockDataFolder } from "./data-lock.ts";

let folder: string;
let children: Child[];

const hold = (): Child => {
  const child = startChild("lib/testing/hold-data-folder.ts", [folder]);
  children.push(child);
  return child;
};

const claims = (): string[] => readdirSync(join(folder, "database.lock"));

const layClaim = (name: string): void => {
  mkdirSync(join(folder, "database.lock"), { recursive: true });
  writeFileSync(join(folder, "database.lock", name), "");
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stint-lock-"));
  children = [];
});

afterEach(async () => {
  for (const child of children) await child.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe("the lock of the data folder", { timeout: 60_000 }, () => {
  test("refuses a second process while the first one lives, and names it", async () => {
    const child = hold();
    expect(await child.line()).toBe("locked");
    expect(() => lockDataFolder(folder)).toThrow(DataFolderLocked);
    expect(() => lockDataFolder(folder)).toThrow(`in use by process ${child.process.pid}.`);
    expect(claims()).toHaveLength(1);
  });

  test("is free again when the holder ends", async () => {
    const child = hold();
    expect(await child.line()).toBe("locked");
    child.process.stdin?.end();
    await child.ended;
    expect(claims()).toEqual([]);
    lockDataFolder(folder)();
    expect(claims()).toEqual([]);
  });

  test("outlives no killed process", async () => {
    const child = hold();
    expect(await child.line()).toBe("locked");
    await child.kill();
    expect(claims()).toHaveLength(1);
    const unlock = lockDataFolder(folder);
    expect(claims()).toHaveLength(1);
    expect(claims()[0]).toMatch(new RegExp(`^${process.pid}-`));
    unlock();
  });

  test("does not take a later process, or one of another boot, for the one that left a claim", () => {
    const unlock = lockDataFolder(folder);
    const [, , boot] = claims()[0]?.split("-") ?? [];
    unlock();
    if (process.platform === "linux") layClaim(`${process.pid}-1-${boot}-later`);
    layClaim(`${process.pid}-0-elsewhere-boot`);
    layClaim("torn");
    lockDataFolder(folder)();
    expect(claims()).toEqual([]);
  });

  test("refuses the same process twice", () => {
    const unlock = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow(DataFolderLocked);
    unlock();
    lockDataFolder(folder)();
  });

  test("goes to exactly one of several processes that start at once over a dead one's claim", async () => {
    const first = hold();
    expect(await first.line()).toBe("locked");
    await first.kill();
    const answers = await Promise.all(Array.from({ length: 6 }, () => hold().line()));
    expect(answers.sort()).toEqual(["locked", "refused", "refused", "refused", "refused", "refused"]);
  });
});
