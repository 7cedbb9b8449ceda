import "server-only";
import { and, count, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { lockUserRow } from "@/db/owner.ts";
import { apiTokens, emailTokens } from "@/db/schema/index.ts";
import type { PageRequest, Position } from "@/lib/api/pagination.ts";
import { mailedTokenMs, mailsAnHour, mostTokens } from "./rules.ts";

/** SQL of API tokens and of the tokens in emails. The owner is the first argument wherever there is one. */

export type ApiTokenRow = typeof apiTokens.$inferSelect;
export type MailPurpose = keyof typeof mailedTokenMs;

/** Stores a new API token; undefined when the account has reached the maximum. */
export async function insertApiToken(
  owner: number,
  values: Pick<ApiTokenRow, "name" | "token_hash" | "last4" | "scopes" | "expires_at">,
): Promise<ApiTokenRow | undefined> {
  return (await db()).transaction(async (transaction) => {
    // One at a time for each account, or concurrent ones would all count as the last.
    await lockUserRow(owner, transaction);
    const [present] = await transaction.select({ count: count() }).from(apiTokens).where(eq(apiTokens.user_id, owner));
    if ((present?.count ?? 0) >= mostTokens) return undefined;
    const [row] = await transaction
      .insert(apiTokens)
      .values({ ...values, user_id: owner, created_at: new Date() })
      .returning();
    return row;
  });
}

/** Deletes every API token of an account. */
export async function deleteApiTokens(owner: number, executor: Executor): Promise<void> {
  await executor.delete(apiTokens).where(eq(apiTokens.user_id, owner));
}

export async function deleteApiToken(owner: number, id: number): Promise<boolean> {
  const rows = await (await db())
    .delete(apiTokens)
    .where(and(eq(apiTokens.id, id), eq(apiTokens.user_id, owner)))
    .returning({ id: apiTokens.id });
  return rows.length > 0;
}

/** API tokens, newest first; one row more than the limit shows whether there is a next page. */
export async function listApiTokens(owner: number, page: PageRequest, after: Position | undefined) {
  const orm = await db();
  const mine = eq(apiTokens.user_id, owner);
  const { created_at, id } = apiTokens;
  const older = after && or(lt(created_at, after.time), and(eq(created_at, after.time), lt(id, after.id)));
  const [total] = await orm.select({ count: count() }).from(apiTokens).where(mine);
  const rows = await orm
    .select()
    .from(apiTokens)
    .where(and(mine, older))
    .orderBy(desc(created_at), desc(id))
    .limit(page.limit + 1)
    .offset(after ? 0 : page.offset);
  return { rows, total: total?.count ?? 0 };
}

/** Stores the token of an email, unless the account has had enough emails of that purpose within an hour. */
export async function insertMailedToken(
  owner: number,
  purpose: MailPurpose,
  email: string,
  tokenHash: string,
  now: Date,
): Promise<boolean> {
  const expiresAt = new Date(now.getTime() + mailedTokenMs[purpose]);
  const anHourAgo = new Date(now.getTime() - 3_600_000);
  const sent = and(
    eq(emailTokens.user_id, owner),
    eq(emailTokens.purpose, purpose),
    gt(emailTokens.created_at, anHourAgo),
  );
  return (await db()).transaction(async (transaction) => {
    // One at a time for each account, or concurrent ones would all count as the fifth.
    await lockUserRow(owner, transaction);
    const [recent] = await transaction.select({ count: count() }).from(emailTokens).where(sent);
    if ((recent?.count ?? 0) >= mailsAnHour) return false;
    await transaction
      .insert(emailTokens)
      .values({ user_id: owner, purpose, email, token_hash: tokenHash, created_at: now, expires_at: expiresAt });
    return true;
  });
}

const usable = (purpose: MailPurpose, tokenHash: string, now: Date) =>
  and(
    eq(emailTokens.token_hash, tokenHash),
    eq(emailTokens.purpose, purpose),
    isNull(emailTokens.used_at),
    gt(emailTokens.expires_at, now),
  );

/** The owner of an email's token, if it is still valid. */
export async function findMailedToken(purpose: MailPurpose, tokenHash: string, now: Date): Promise<number | undefined> {
  const [row] = await (await db())
    .select({ owner: emailTokens.user_id })
    .from(emailTokens)
    .where(usable(purpose, tokenHash, now));
  return row?.owner;
}

/** Consumes the token of an email: of several attempts at once, one gets the address it was sent to. */
export async function consumeMailedToken(
  owner: number,
  purpose: MailPurpose,
  tokenHash: string,
  now: Date,
  executor: Executor,
): Promise<{ email: string } | undefined> {
  const [row] = await executor
    .update(emailTokens)
    .set({ used_at: now })
    .where(and(eq(emailTokens.user_id, owner), usable(purpose, tokenHash, now)))
    .returning({ email: emailTokens.email });
  return row;
}

/** Invalidates every open token of a purpose. */
export async function voidMailedTokens(
  owner: number,
  purpose: MailPurpose,
  now: Date,
  executor: Executor,
): Promise<void> {
  await executor
    .update(emailTokens)
    .set({ used_at: now })
    .where(and(eq(emailTokens.user_id, owner), eq(emailTokens.purpose, purpose), isNull(emailTokens.used_at)));
}

/** What the export has of emails: when and where each was sent, never a token. */
export async function listMails(owner: number) {
  const { purpose, email, created_at, expires_at, used_at } = emailTokens;
  return (await db())
    .select({ purpose, email, created_at, expires_at, used_at })
    .from(emailTokens)
    .where(eq(emailTokens.user_id, owner))
    .orderBy(sql`${emailTokens.id}`);
}
