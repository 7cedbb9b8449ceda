import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lockDataFolder } from "../../db/drivers/data-lock.ts";
import { describeEnv } from "../core/env.ts";
import { root } from "./run.ts";

const unset = Object.fromEntries(describeEnv().map(({ name }) => [name, ""]));
let folder = "";

/** Runs the start command, which exits in these environments before it builds or serves anything. */
function start(environment: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, ...unset, DATA_DIR: folder, ...environment };
  const child = spawn(process.execPath, ["lib/cli/start.ts"], { cwd: root, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output += chunk));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stint-start-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("npm start says in one message why it cannot start", () => {
  it("names an invalid variable, without its value", async () => {
    const { code, output } = await start({ AUTH_SECRET: "hunter2" });
    expect(code).toBe(1);
    expect(output.trim().split("\n")).toEqual([
      "The environment is not usable:",
      "  AUTH_SECRET must be at least 32 characters long",
      ".env.example describes every variable.",
    ]);
  });

  it("needs AUTH_SECRET with a hosted database, because it is production", async () => {
    const { code, output } = await start({ AUTH_SECRET: "", DATABASE_URL: "postgres://localhost:1/stint" });
    expect(code).toBe(1);
    expect(output).toContain("AUTH_SECRET is required in production with DATABASE_URL");
  });

  it("refuses sample accounts on a hosted database", async () => {
    const DATABASE_URL = "postgres://localhost:1/stint";
    const { code, output } = await start({ AUTH_SECRET: "x".repeat(32), DATABASE_URL, DEMO_MODE: "true" });
    expect(code).toBe(1);
    expect(output).toContain("DEMO_MODE would put sample accounts into the database of DATABASE_URL");
  });

  it("names the port that is in use", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, () => resolve((other.address() as { port: number }).port));
    });
    const { code, output } = await start({ PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(output.trim()).toMatch(new RegExp(`^Port ${port} is taken by another program\\..*$`));
  });

  it("names the process that holds the data folder", async () => {
    const lock = await lockDataFolder(folder);
    const { code, output } = await start({ PORT: "0" });
    lock.release();
    expect(code).toBe(1);
    expect(output.trim()).toMatch(new RegExp(`^The data folder ${folder} is in use by process ${process.pid}\\..*$`));
  });

  it("names what a half-copied database lacks, each time it is run", async () => {
    const data = join(folder, "half");
    mkdirSync(join(data, "database", "base"), { recursive: true });
    for (let attempt = 0; attempt < 2; attempt++) {
      const { code, output } = await start({ PORT: "0", DATA_DIR: data });
      expect(code).toBe(1);
      expect(output.trim()).toMatch(
        /^The database in \S+ is not complete, and nothing in it was changed: PG_VERSION is missing, .*docs\/data\.md\.$/,
      );
    }
    expect(readdirSync(join(data, "database"))).toEqual(["base"]);
  });

  it("names an invalid data folder", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    const { code, output } = await start({ PORT: "0", DATA_DIR: join(file, "data") });
    expect(code).toBe(1);
    expect(output).toContain(`DATA_DIR is ${join(file, "data")}, which cannot be used`);
  });

  it("names an address that is not this machine's", async () => {
    const { code, output } = await start({ PORT: "0", HOSTNAME: "203.0.113.7" });
    expect(code).toBe(1);
    expect(output).toContain("HOSTNAME is 203.0.113.7, which is not an address of this machine.");
  });
});
