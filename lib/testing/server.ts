import { spawn } from "node:child_process";
import { describeEnv } from "../core/env.ts";
import { freePort } from "./embedded-postgres.ts";

/** A Stint server in a separate process. */
export interface TestServer {
  /** Its URL, as `http://localhost:PORT`. */
  address: string;
  /** Its terminal output so far. */
  output(): string;
  /** Stops it gracefully, and waits for its exit code; null when a signal ended it. */
  stop(): Promise<number | null>;
}

// The shell's environment or a .env file must not affect the test.
const unset = Object.fromEntries(describeEnv().map(({ name }) => [name, ""]));

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/**
 * Starts a server on a free port and waits until it is healthy.
 * @param words what Node runs, in the project's folder; `{port}` in them and in the environment becomes the port
 * @throws when it exits, or is not healthy within five minutes (a build may come first)
 */
export async function startServer(words: string[], environment: Record<string, string>): Promise<TestServer> {
  const port = await freePort();
  const fill = (text: string): string => text.replace("{port}", String(port));
  const given = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]));
  const child = spawn(process.execPath, words.map(fill), {
    env: { ...process.env, ...unset, HOSTNAME: "localhost", ...given, PORT: String(port) },
    stdio: "pipe",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk));
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const address = `http://localhost:${port}`;
  const deadline = Date.now() + 300_000;
  while (!(await answers(`${address}/health`))) {
    const over = child.exitCode !== null || child.signalCode !== null;
    if (!over && Date.now() > deadline) child.kill("SIGKILL");
    if (over || Date.now() > deadline) throw new Error(`The server did not start:\n${output}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    address,
    output: () => output,
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
