import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { describeEnv } from "../core/env.ts";
import { operationContract } from "../operation/contract.ts";
import { root } from "./run.ts";

interface Settings {
  buildCommand: string;
  crons: { path: string; schedule: string }[];
}

const settings = JSON.parse(readFileSync(join(root, "vercel.json"), "utf8")) as Settings;
const scripts = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> })
  .scripts;
const unset = Object.fromEntries(describeEnv().map(({ name }) => [name, ""]));
const secret = "s3cret".repeat(8);
const unreachable = `postgres://stint:${secret}@127.0.0.1:1/stint`;
let folder = "";

/** Runs Vercel's build command; it exits in each of these environments before anything is built. */
function build(environment: Record<string, string>): Promise<{ code: number | null; lines: string[]; output: string }> {
  const onVercel: Record<string, string> = { VERCEL: "1", DATA_DIR: join(folder, "data"), ...environment };
  const env = { ...process.env, ...unset, ...onVercel };
  const [command = "", ...words] = settings.buildCommand.replace("npm run", "npm run --silent").split(" ");
  const child = spawn(command, words, { cwd: root, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk));
  return new Promise((done) => {
    child.once("close", (code) => done({ code, output, lines: output.trim().split("\n").filter(Boolean) }));
  });
}

// Each build starts npm and Node, which takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stint-vercel-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a build on Vercel", () => {
  const wrong: [VERCEL_ENV: string, variable: string, environment: Record<string, string>][] = [
    ["production", "DATABASE_URL", { AUTH_SECRET: secret }],
    ["production", "AUTH_SECRET", { DATABASE_URL: unreachable }],
    ["preview", "DATABASE_URL", { AUTH_SECRET: secret }],
    ["preview", "AUTH_SECRET", { DATABASE_URL: unreachable, AUTH_SECRET: "short" }],
  ];

  it.each(wrong)(
    "for %s fails with one message about %s, before it does anything",
    async (VERCEL_ENV, variable, more) => {
      const { code, lines, output } = await build({ VERCEL_ENV, ...more });
      expect(code).toBe(1);
      expect(lines).toHaveLength(3);
      expect(lines[1]).toMatch(new RegExp(`^  ${variable} `));
      expect(output).not.toContain("s3cret");
      expect(existsSync(join(folder, "data"))).toBe(false);
    },
  );

  it("fails with one message when the database is unreachable, as it must be migrated first", async () => {
    const { code, lines, output } = await build({ DATABASE_URL: unreachable, AUTH_SECRET: secret });
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^The database cannot be reached: /)]);
    expect(output).not.toContain("s3cret");
  });
});

it("the migration waits for a database that takes some seconds to wake up", async () => {
  let calls = 0;
  // A server that lets the first two clients wait, like one that is still starting.
  const server = createServer((socket) => {
    calls += 1;
    socket.on("error", () => {});
    if (calls > 2) socket.end();
  });
  const port = await new Promise<number>((done) => {
    server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port));
  });
  const DATABASE_URL = `postgres://stint:stint@127.0.0.1:${port}/stint`;
  const { code, lines } = await build({ DATABASE_URL, AUTH_SECRET: secret });
  server.close();
  expect(calls).toBeGreaterThanOrEqual(3);
  expect([code, lines]).toEqual([1, [expect.stringMatching(/^The database cannot be reached: /)]]);
});

it("Vercel migrates before it builds, and its timer calls the sweep once a day, as every plan allows", () => {
  expect(scripts[settings.buildCommand.replace("npm run ", "")]).toBe("npm run migrate:up && npm run build");
  expect(settings.crons).toEqual([
    { path: operationContract.sweep.path, schedule: expect.stringMatching(/^\d+ \d+ \* \* \*$/) },
  ]);
});
