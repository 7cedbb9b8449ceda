import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { freePort } from "@/lib/testing/embedded-postgres.ts";

/** A server in a separate process, and its resource usage so far. */
export interface Measured {
  url: string;
  /** Milliseconds from spawning it to its first response. */
  firstAnswerMs: number;
  /** CPU time of the process in milliseconds, user and system. */
  cpuMs(): number;
  /** Resident memory in MB. */
  residentMb(): number;
  stop(): Promise<void>;
}

// proc(5): utime and stime are fields 14 and 15 of /proc/PID/stat, in ticks of 1/100 s.
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1] ?? 0) / 1024;
}

async function firstAnswer(url: string, child: ChildProcess, output: string[]): Promise<void> {
  for (let attempt = 0; attempt < 12_000; attempt++) {
    if (child.exitCode !== null) throw new Error(`A server ended before it answered:\n${output.join("")}`);
    try {
      const response = await fetch(url);
      const text = await response.text();
      if (response.status < 500 && !text.includes('"status":"starting"')) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`${url} gave no answer within two minutes:\n${output.join("")}`);
}

/**
 * Starts a server and waits for its first response.
 * @param words what Node runs
 * @param probe path of the first request
 */
export async function serve(words: string[], environment: Record<string, string>, probe: string): Promise<Measured> {
  const port = await freePort();
  const output: string[] = [];
  const began = performance.now();
  const child = spawn(process.execPath, words, {
    env: { ...process.env, NODE_ENV: "production", ...environment, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.on("data", (chunk: Buffer) => void (output.length < 50 && output.push(chunk.toString())));
  child.stderr.on("data", (chunk: Buffer) => void (output.length < 50 && output.push(chunk.toString())));
  const url = `http://127.0.0.1:${port}`;
  await firstAnswer(`${url}${probe}`, child, output);
  const firstAnswerMs = performance.now() - began;
  const pid = child.pid ?? 0;
  return {
    url,
    firstAnswerMs,
    cpuMs: () => cpuMs(pid),
    residentMb: () => residentMb(pid),
    stop: () =>
      new Promise((done) => {
        child.once("exit", () => done());
        child.kill("SIGTERM");
      }),
  };
}
