import "server-only";
import { inArray, lte } from "drizzle-orm";
import type { Executor } from "@/db/index.ts";
import { idempotencyKeys, users } from "@/db/schema/index.ts";

/** SQL of accounts that expire. */

interface SampleUser {
  email: string;
  name: string;
  timezone: string;
  expires_at: Date;
}

/** Inserts an account that expires. Unlike others, it never counts as the installation's first. */
export async function insertSampleUser(executor: Executor, values: SampleUser): Promise<number> {
  const [row] = await executor
    .insert(users)
    .values({ ...values, role: "user", email_verified_at: new Date() })
    .returning({ id: users.id });
  if (!row) throw new Error("insert answered no row");
  return row.id;
}

/** Deletes expired accounts; their rows are deleted with them. */
export async function deleteExpiredUsers(now: Date, executor: Executor): Promise<void> {
  const deleted = await executor.delete(users).where(lte(users.expires_at, now)).returning({ id: users.id });
  if (deleted.length === 0) return;
  const owners = deleted.map(({ id }) => `user:${id}`);
  await executor.delete(idempotencyKeys).where(inArray(idempotencyKeys.owner, owners));
}
