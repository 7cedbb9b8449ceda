import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { and, eq, lt, sql } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { idempotencyKeys } from "@/db/schema/index.ts";
import { AppError, invalid, isDatabaseAway } from "@/lib/core/errors.ts";
import { deriveKey, keyedHash } from "@/lib/core/secrets.ts";
import type { Caller } from "./implement.ts";

/** How long a response is replayed. */
export const idempotencyHours = 24;

// A process that crashes leaves its claim behind; after this long the next attempt may take it over.
const claimSeconds = 60;

/** A response as it is stored and replayed. */
export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | null;
}

function seal(answer: KeptAnswer): Uint8Array {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", deriveKey("idempotency"), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(answer)), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

function unseal(bytes: Uint8Array): KeptAnswer {
  const buffer = Buffer.from(bytes);
  const decipher = createDecipheriv("aes-256-gcm", deriveKey("idempotency"), buffer.subarray(0, 12));
  decipher.setAuthTag(buffer.subarray(12, 28));
  return JSON.parse(Buffer.concat([decipher.update(buffer.subarray(28)), decipher.final()]).toString()) as KeptAnswer;
}

/**
 * Reads an `Idempotency-Key` header.
 * @throws {AppError} VALIDATION_ERROR for one that is empty, longer than 255 or not printable ASCII
 */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw invalid(["header", "Idempotency-Key"], "Send 1 to 255 printable characters without spaces", "invalid_format");
  }
  return key;
}

/**
 * The owner of a key: the authenticated account, so that it survives a token refresh between two attempts. On public
 * endpoints, everything that could distinguish two callers has to be the same.
 */
export function keyOwner(
  { principal, address, headers }: Pick<Caller, "principal" | "address" | "headers">,
  body: string,
) {
  if (principal) return `user:${principal.id}`;
  const parts = [headers.get("authorization"), headers.get("cookie"), address, body];
  return `caller:${keyedHash("idempotency caller", JSON.stringify(parts))}`;
}

/**
 * Runs `work` once for a key within 24 hours and replays its response to every repeat. Responses that a retry could
 * improve (server errors, 429), or that set a cookie, are not stored.
 * @param owner owner of the key; keys of two owners never collide
 * @param request method, path and body; a repeat must be the same
 * @throws {AppError} VALIDATION_ERROR when the key came with another request, CONFLICT while the first still runs
 */
export async function once(
  owner: string,
  key: string,
  request: string,
  work: () => Promise<KeptAnswer>,
): Promise<{ answer: KeptAnswer; replayed: boolean }> {
  const orm = await db();
  const hash = keyedHash("idempotency", request);
  const now = new Date();
  const oldest = new Date(now.getTime() - idempotencyHours * 3_600_000);
  const lockedUntil = new Date(now.getTime() + claimSeconds * 1000);
  const mine = and(eq(idempotencyKeys.owner, owner), eq(idempotencyKeys.key, key));
  const claimed = await orm
    .insert(idempotencyKeys)
    .values({ owner, key, request_hash: hash, created_at: now, locked_until: lockedUntil })
    .onConflictDoUpdate({
      target: [idempotencyKeys.owner, idempotencyKeys.key],
      set: { request_hash: hash, created_at: now, locked_until: lockedUntil, status: null, answer: null },
      setWhere: sql`${idempotencyKeys.created_at} < ${oldest}
        or (${idempotencyKeys.locked_until} < ${now} and ${idempotencyKeys.request_hash} = ${hash})`,
    })
    .returning({ key: idempotencyKeys.key });
  if (claimed.length === 0) {
    const [stored] = await orm.select().from(idempotencyKeys).where(mine);
    if (stored && stored.request_hash !== hash) {
      throw invalid(["header", "Idempotency-Key"], "This key was already used with another request", "key_reused");
    }
    if (stored?.answer) return { answer: unseal(stored.answer), replayed: true };
    throw new AppError("CONFLICT", "The first request with this key is still in progress", { retryAfter: 1 });
  }
  const release = () => orm.delete(idempotencyKeys).where(and(mine, eq(idempotencyKeys.locked_until, lockedUntil)));
  let answer: KeptAnswer;
  try {
    answer = await work();
  } catch (error) {
    // When the database is unreachable, the error response must not wait for it as well.
    if (isDatabaseAway(error)) void release().catch(() => {});
    else await release();
    throw error;
  }
  if (answer.status >= 500 || answer.status === 429 || "Set-Cookie" in answer.headers) {
    await release();
  } else {
    await orm
      .update(idempotencyKeys)
      .set({ status: answer.status, answer: seal(answer), locked_until: null })
      .where(and(mine, eq(idempotencyKeys.locked_until, lockedUntil)));
  }
  return { answer, replayed: false };
}

/** Deletes keys older than 24 hours. */
export async function sweepIdempotencyKeys(now: Date): Promise<void> {
  const oldest = new Date(now.getTime() - idempotencyHours * 3_600_000);
  await (await db()).delete(idempotencyKeys).where(lt(idempotencyKeys.created_at, oldest));
}
