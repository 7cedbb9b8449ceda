import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeEnv } from "../lib/core/env.ts";
import { expect, test } from "./support.ts";

const unset = Object.fromEntries(describeEnv().map(({ name }) => [name, ""]));

interface Ended {
  code: number | null;
  output: string;
}

/** Runs a Node program on a data folder until it exits by itself. */
function run(words: string[], DATA_DIR: string): Promise<Ended> {
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...unset, DATA_DIR, PORT: "0", HOSTNAME: "localhost" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk));
  return new Promise((done) => child.once("close", (code) => done({ code, output })));
}

test("npm start on a damaged database says why and exits with code 1, each time it is run", async () => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "stint-damaged-"));
  try {
    const made = await run(["--conditions=react-server", "--import", "tsx", "lib/cli/migrate.ts", "up"], folder);
    expect(made.code, made.output).toBe(0);
    writeFileSync(join(folder, "database", "global", "pg_control"), Buffer.alloc(8192, 7));
    for (let attempt = 0; attempt < 2; attempt++) {
      const { code, output } = await run(["lib/cli/start.ts"], folder);
      expect(output).toContain(`The database in ${join(folder, "database")} could not be opened: `);
      expect(output).toContain("database files are incompatible with server");
      expect(output).not.toContain("in use by");
      expect(code).toBe(1);
      expect(readdirSync(join(folder, "database.lock"))).toEqual([]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
