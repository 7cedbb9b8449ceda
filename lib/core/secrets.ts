import "server-only";
import { createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "./env.ts";

const shared = globalThis as { stintSecret?: string; stintKeys?: Map<string, Buffer> };

function keptSecret(folder: string): string {
  const file = join(/* turbopackIgnore: true */ folder, "secret");
  const read = () => readFileSync(file, "utf8").trim();
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, `${randomBytes(48).toString("base64")}\n`, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    // Another process created it between the two calls: use theirs.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return read();
}

/** `AUTH_SECRET`, or the secret that was generated once and is stored in the data folder (mode 0600). */
export function authSecret(): string {
  shared.stintSecret ??= env().AUTH_SECRET ?? keptSecret(env().DATA_DIR);
  return shared.stintSecret;
}

/** 32-byte key for one purpose, derived from the secret (HKDF-SHA-256, RFC 5869). */
export function deriveKey(purpose: string): Buffer {
  shared.stintKeys ??= new Map();
  let key = shared.stintKeys.get(purpose);
  if (!key) {
    key = Buffer.from(hkdfSync("sha256", authSecret(), "", `stint:${purpose}`, 32));
    shared.stintKeys.set(purpose, key);
  }
  return key;
}

/** Random 256-bit token, base64url (43 characters). */
export const randomToken = (): string => randomBytes(32).toString("base64url");

/** The stored form of random tokens: SHA-256, hex. Their entropy makes a slow hash pointless. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Keyed hash for low-entropy values, base64url. */
export const keyedHash = (purpose: string, value: string): string =>
  createHmac("sha256", deriveKey(purpose)).update(value).digest("base64url");
