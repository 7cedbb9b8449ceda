import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface Child {
  process: ChildProcess;
  /** The next line it prints; undefined once it has exited. */
  line(): Promise<string | undefined>;
  /** Kills it at once, as `kill -9` does, and waits until it has exited. */
  kill(): Promise<void>;
  /** Waits for its exit: the exit code, and everything it wrote to standard error. */
  ended: Promise<{ code: number | null; errors: string }>;
}

/**
 * Runs one of the project's TypeScript files as a separate process.
 * @param through a command that starts it, such as `unshare` with its options
 */
export function startChild(
  file: string,
  words: string[] = [],
  environment: Record<string, string> = {},
  through: string[] = [],
): Child {
  const node = [process.execPath, "--conditions=react-server", "--import", "tsx", file, ...words];
  const [command = "", ...rest] = [...through, ...node];
  const child = spawn(command, rest, {
    env: { ...process.env, NODE_ENV: "test", ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let errors = "";
  child.stderr.on("data", (data) => {
    errors += data;
  });
  const ended = new Promise<{ code: number | null; errors: string }>((done) =>
    child.on("close", (code) => done({ code, errors })),
  );
  return {
    process: child,
    line: async () => (await lines.next()).value,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    ended,
  };
}
