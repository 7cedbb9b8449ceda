import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Child, startChild } from "@/lib/testing/child.ts";
import { unshared } from "@/lib/testing/namespaces.ts";

// Two pid namespaces behave like two containers: in both, the first process has pid 1.
const { prefix, missing } = unshared("--pid", "--fork", "--kill-child", "--mount-proc");

const times = JSON.stringify({ beatMs: 200, silenceMs: 4000, lookMs: 100 });

let folder: string;
let children: Child[];

const hold = (): Child => {
  const child = startChild("lib/testing/hold-data-folder.ts", [folder, times], {}, prefix);
  children.push(child);
  return child;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stint-containers-"));
  children = [];
});

afterEach(async () => {
  for (const child of children) await child.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(missing !== "")(`two containers on one data folder${missing}`, { timeout: 240_000 }, () => {
  test("the second is refused while the first is alive, and gets the folder after the first was killed", async () => {
    const first = hold();
    expect(await first.line()).toBe("locked");
    const claims = readdirSync(join(folder, "database.lock"));
    expect(claims[0]).toMatch(/^1-/);
    expect(await hold().line()).toBe("refused");
    expect(readdirSync(join(folder, "database.lock"))).toEqual(claims);
    await first.kill();
    expect(await hold().line()).toBe("locked");
  });

  test("of two that start at once over a dead process's claim, one gets the folder", async () => {
    const dead = hold();
    expect(await dead.line()).toBe("locked");
    await dead.kill();
    const answers = await Promise.all([hold().line(), hold().line()]);
    expect(answers.sort()).toEqual(["locked", "refused"]);
  });
});
