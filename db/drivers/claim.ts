import { createHash } from "node:crypto";
import { readFileSync, readlinkSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/**
 * A claim is a file named `pid-start-boot-namespace-nonce`, which distinguishes a process from a later one with the
 * same pid, and says whether its pid is valid in this namespace. Its content is the heartbeat: `state beat host`.
 */
export interface Claim {
  name: string;
  pid: number;
  started: string;
  boot: string;
  /** Undefined in claims of versions without a heartbeat. */
  namespace: string | undefined;
}

/**
 * `holding` has the folder; `claiming` is still checking whether another process does. Of equal length, so that a
 * heartbeat never grows a file.
 */
export type ClaimState = "claiming" | "holding ";

const claimName = /^(\d{1,10})-(\d+)-([0-9a-z]{1,12})-(?:([0-9a-z]{1,16})-)?([0-9a-z]{1,16})$/;

/** Parses a claim's file name; undefined for a name that no version of Stint has written. */
export function parseClaim(name: string): Claim | undefined {
  const [, pid, started = "", boot = "", namespace] = claimName.exec(name) ?? [];
  return pid === undefined ? undefined : { name, pid: Number(pid), started, boot, namespace };
}

const readOr = (path: string): string => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
};

// Where the kernel has no boot id (macOS), a machine is identified by its name.
const machine = (): string => createHash("sha256").update(hostname()).digest("hex").slice(0, 8);

const bootId = (): string => readOr("/proc/sys/kernel/random/boot_id").slice(0, 8) || machine();

/** pid_namespaces(7): the link reads `pid:[4026531836]`, and the number is unique while the namespace exists. */
function namespaceId(): string {
  try {
    return /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? machine();
  } catch {
    return machine();
  }
}

/**
 * Start time of a process, in ticks since boot; "0" where the system does not report it, undefined when it has exited.
 */
function startedAt(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  // proc(5): after the name in parentheses, which may contain spaces, come the state (field 3) and at 22 the start
  // time.
  const fields = readOr(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return fields[0] === "Z" ? undefined : (fields[19] ?? "0");
}

/** A unique name for a claim of this process. */
export function newClaimName(): string {
  const nonce = Math.random().toString(36).slice(2, 10) || "0";
  return [process.pid, startedAt(process.pid) ?? "0", bootId(), namespaceId(), nonce].join("-");
}

/**
 * Whether the claim's process is alive, judged by its pid.
 * @returns undefined for a process of another machine or pid namespace, where the pid means another process
 */
export function processLives({ pid, started, boot, namespace }: Claim): boolean | undefined {
  if (boot !== bootId() || (namespace !== undefined && namespace !== namespaceId())) return undefined;
  const now = startedAt(pid);
  return now !== undefined && (now === "0" || now === started);
}

/** The content of a claim's file at its `beat`. */
export function beatText(state: ClaimState, beat: number): string {
  return `${state} ${String(beat).padStart(10, "0")} ${hostname()}\n`;
}

/** The current state of a claim. */
export interface Pulse {
  /** Changes with each heartbeat. */
  mark: string;
  holds: boolean;
  /** Name of the machine or container; empty when the file has none. */
  host: string;
}

/** Reads a claim's heartbeat; undefined when the claim has been deleted. */
export function pulseOf(folder: string, name: string): Pulse | undefined {
  const file = join(folder, name);
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return undefined;
  const text = readOr(file);
  const [state = "", , host = ""] = text.split(/\s+/);
  return { mark: `${found.mtimeMs} ${text}`, holds: state === "holding", host };
}
