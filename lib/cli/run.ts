import { spawn } from "node:child_process";
import { delimiter, join, resolve } from "node:path";

/** The folder of package.json. */
export const root = resolve(import.meta.dirname, "../..");

/** The result of a command; `output` is empty when it went straight to the terminal. */
export interface Ended {
  ok: boolean;
  output: string;
}

interface RunOptions {
  env?: Record<string, string>;
  /** Capture its output instead of showing it. */
  quiet?: boolean;
  /** Seconds after which it is stopped, and has failed. */
  limit?: number;
}

/** For tools that colour output to a file as well. */
export const plain: Record<string, string> = process.stdout.isTTY ? {} : { NO_COLOR: "1" };

/** Runs a command of node_modules/.bin or the PATH in the project's folder, without standard input. */
export function run(command: string[], { env = {}, quiet = false, limit = 1800 }: RunOptions = {}): Promise<Ended> {
  const [name = "", ...words] = command;
  const PATH = [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  return new Promise((done) => {
    const child = spawn(name, words, {
      cwd: root,
      stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env, PATH },
      timeout: limit * 1000,
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.once("error", (error) => done({ ok: false, output: output + error.message }));
    child.once("close", (code) => done({ ok: code === 0, output }));
  });
}
