import { createHash } from "node:crypto";
import { readFileSync, readlinkSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/**
 * A claim is a file named `pid-start-boot-namespace-nonce`: what tells a process from a later one with the same number,
 * and whether its number means anything here. Its content is the heartbeat: `state beat host`.
 */
export interface Claim {
  name: string;
  pid: number;
  started: string;
  boot: string;
  /** Undefined in claims of versions that had no heartbeat. */
  namespace: string | undefined;
}

/** `holding` has the folder; `claiming` still looks whether somebody else does. Of one length, so that a beat never grows a file. */
export type ClaimState = "claiming" | "holding ";

const claimName = /^(\d{1,10})-(\d+)-([0-9a-z]{1,12})-(?:([0-9a-z]{1,16})-)?([0-9a-z]{1,16})$/;

/** Reads a claim from its file's name; undefined for what no version of Stint has written. */
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

// Where the kernel has no such word (macOS), a machine is known by its name.
const machine = (): string => createHash("sha256").update(hostname()).digest("hex").slice(0, 8);

const bootId = (): string => readOr("/proc/sys/kernel/random/boot_id").slice(0, 8) || machine();

/** pid_namespaces(7): the link reads `pid:[4026531836]`, and the number is unique while the namespace lives. */
function namespaceId(): string {
  try {
    return /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? machine();
  } catch {
    return machine();
  }
}

/** When a process began, in ticks since boot; "0" where the system does not say, undefined when it has ended. */
function startedAt(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  // proc(5): after the name in parentheses, which may hold spaces, come the state (field 3) and at 22 the start time.
  const fields = readOr(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return fields[0] === "Z" ? undefined : (fields[19] ?? "0");
}

/** A name for a claim of this process that no claim before has had. */
export function newClaimName(): string {
  const nonce = Math.random().toString(36).slice(2, 10) || "0";
  return [process.pid, startedAt(process.pid) ?? "0", bootId(), namespaceId(), nonce].join("-");
}

/**
 * Whether the claim's process lives, as far as its number says.
 * @returns undefined for one of another machine or pid namespace, where the number means another process
 */
export function processLives({ pid, started, boot, namespace }: Claim): boolean | undefined {
  if (boot !== bootId() || (namespace !== undefined && namespace !== namespaceId())) return undefined;
  const now = startedAt(pid);
  return now !== undefined && (now === "0" || now === started);
}

/** What a claim's file holds at its `beat`. */
export function beatText(state: ClaimState, beat: number): string {
  return `${state} ${String(beat).padStart(10, "0")} ${hostname()}\n`;
}

/** A claim as it is now. */
export interface Pulse {
  /** Changes with each heartbeat. */
  mark: string;
  holds: boolean;
  /** Name of the machine or container; empty when the file does not say. */
  host: string;
}

/** Looks at a claim's heartbeat; undefined when the claim is gone. */
export function pulseOf(folder: string, name: string): Pulse | undefined {
  const file = join(folder, name);
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return undefined;
  const text = readOr(file);
  const [state = "", , host = ""] = text.split(/\s+/);
  return { mark: `${found.mtimeMs} ${text}`, holds: state === "holding", host };
}
