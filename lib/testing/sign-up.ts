import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { hashCheaply } from "@/lib/accounts/passwords.ts";
import { env, resetEnv } from "@/lib/core/env.ts";
import { call } from "./http.ts";

export const goodPassword = "Correct-horse-7";

/** The response of register and login. */
export interface SignedIn {
  user: { id: number; email: string; role: string; [field: string]: unknown };
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

let count = 0;

/** An unused email address. */
export function freshEmail(): string {
  count += 1;
  return `someone-${count}@example.com`;
}

/** Registers a user over the API. */
export async function signUp(values: Record<string, unknown> = {}): Promise<SignedIn> {
  const body = { email: freshEmail(), password: goodPassword, ...values };
  const answer = await call<SignedIn>("POST", "/auth/register", { body });
  if (answer.status !== 201) throw new Error(`register answered ${answer.status}: ${answer.text}`);
  return answer.body;
}

/** Signs a user in over the API and returns the whole response. */
export const signInOver = (email: string, password = goodPassword, more: Record<string, unknown> = {}) =>
  call<SignedIn & { code: string }>("POST", "/auth/login", { body: { email, password, ...more } });

/** For tests that sign many users in: cheap hashes, high limits and a separate outbox. */
export function prepareAccounts(): void {
  const folder = mkdtempSync(join(tmpdir(), "stint-accounts-"));
  beforeAll(() => {
    hashCheaply();
    resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "100000", RATE_LIMIT_PER_MINUTE: "100000", DATA_DIR: folder });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

/** Emails in the outbox for one address and purpose, oldest first, as text. */
export function mailsTo(email: string, purpose: string): string[] {
  const folder = join(env().DATA_DIR, "outbox");
  let files: string[];
  try {
    files = readdirSync(folder).sort();
  } catch {
    return [];
  }
  const texts = files
    .filter((file) => file.includes(`-${purpose}`))
    .map((file) => readFileSync(join(folder, file), "utf8"));
  return texts.filter((text) => text.includes(`To: ${email}`));
}

/** The token of the newest email, once it has arrived. */
export async function mailedToken(email: string, purpose: "reset" | "verify", atLeast = 1): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const mails = mailsTo(email, purpose);
    const token = /token=([\w-]{43})/.exec(mails.at(-1) ?? "")?.[1];
    if (token && mails.length >= atLeast) return token;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`No ${purpose} mail for ${email}`);
}
