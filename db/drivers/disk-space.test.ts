import { afterEach, beforeEach, expect, test } from "vitest";
import { DiskAlmostFull, DiskGuard, diskAlmostFull, floorBytes, reserveBytes } from "./disk-space.ts";

let free: number;
let inTransaction: boolean;
let settings: boolean[];
let guard: DiskGuard;

beforeEach(() => {
  free = reserveBytes;
  inTransaction = false;
  settings = [];
  guard = new DiskGuard({
    free: () => free,
    inTransaction: () => inTransaction,
    setReadOnly: async (readOnly) => void settings.push(readOnly),
    everyMs: 3_600_000,
  });
});

afterEach(() => guard.stop());

const refused = Object.assign(new Error("cannot execute INSERT in a read-only transaction"), { code: "25006" });

test("writes are refused below 64 MB and accepted again from 64 MB on", async () => {
  await guard.check();
  expect([guard.refusal, settings]).toEqual([undefined, []]);
  free = reserveBytes - 1;
  await guard.check();
  expect([guard.refusal, settings]).toEqual([diskAlmostFull, [true]]);
  expect(guard.translate(refused)).toBeInstanceOf(DiskAlmostFull);
  free = reserveBytes;
  await guard.check();
  expect([guard.refusal, settings]).toEqual([undefined, [true, false]]);
  expect(guard.translate(refused)).toBe(refused);
});

test("read-only mode is set again with each check, so that resetting the session cannot lift it", async () => {
  free = 0;
  await guard.check();
  await guard.check();
  expect(settings).toEqual([true, true]);
});

test("a statement of a transaction that began in time is refused below half of the reserve, its rollback is not", async () => {
  free = floorBytes - 1;
  inTransaction = true;
  expect(() => guard.before("insert into notes")).toThrow(DiskAlmostFull);
  expect(() => guard.before("ROLLBACK")).not.toThrow();
  inTransaction = false;
  expect(() => guard.before("select 1")).not.toThrow();
});

test("a failed check of the disk changes nothing", async () => {
  guard.stop();
  guard = new DiskGuard({
    free: () => {
      throw new Error("EIO");
    },
    inTransaction: () => false,
    setReadOnly: async (readOnly) => void settings.push(readOnly),
  });
  await guard.check();
  expect([guard.refusal, settings]).toEqual([undefined, []]);
});
