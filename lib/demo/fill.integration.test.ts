import { expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { fillSample } from "./fill.ts";

/** CPU time of this thread in microseconds, which does not include other programs of a busy machine. */
const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return user + system;
};

test("a year of sample data is written in slices, between which it yields to the event loop", async () => {
  const orm = await db();
  const { id } = await newUser();
  const stretches: number[] = [];
  let [before, watching] = [cpu(), true];
  const turn = (): void => {
    const now = cpu();
    stretches.push(now - before);
    before = now;
    if (watching) setImmediate(turn);
  };
  setImmediate(turn);
  await orm.transaction((tx) => fillSample(tx, id, "Europe/Berlin", new Date()));
  watching = false;
  const total = stretches.reduce((sum, each) => sum + each, 0);
  expect(stretches.length).toBeGreaterThan(25);
  expect(Math.max(...stretches)).toBeLessThan(total / 2);
});
