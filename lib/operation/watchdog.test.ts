import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { type Child, startChild } from "@/lib/testing/child.ts";

let child: Child;

afterEach(() => child.kill());

async function watched(mode = ""): Promise<Child> {
  child = startChild("lib/testing/stuck-loop.ts", [mode]);
  expect(await child.line()).toBe("watched");
  return child;
}

const say = (line: string) => child.process.stdin?.write(`${line}\n`);

describe("the watchdog", { timeout: 120_000 }, () => {
  test("exits a process whose event loop is stuck, and logs why", async () => {
    await watched();
    say("stick");
    const line = JSON.parse((await child.line()) ?? "null");
    expect(line).toMatchObject({ level: 60, msg: expect.stringContaining("the event loop has been stuck") });
    await child.ended;
    expect(child.process.signalCode).toBe("SIGKILL");
  });

  test("leaves alone a process that was suspended for long, as when the machine sleeps", async () => {
    await watched();
    child.process.kill("SIGSTOP");
    await sleep(3000);
    child.process.kill("SIGCONT");
    say("awake");
    expect(await child.line()).toBe("awake");
  });

  test("leaves alone a process that a debugger may have stopped", async () => {
    await watched("debugged");
    await sleep(200);
    say("pause");
    expect(await child.line()).toBe("pause");
  });
});
