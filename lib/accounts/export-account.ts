import "server-only";
import { asc, eq } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { apiTokens, loginSessions } from "@/db/schema/index.ts";
import { findUser } from "./queries.ts";
import { listMails } from "./token-queries.ts";
import { serializeUser } from "./users.ts";

/** The accounts' own part of the export: columns are listed one by one, so that no hash can slip in. */
export async function exportAccount(owner: number): Promise<Record<string, unknown>> {
  const orm = await db();
  const user = await findUser(owner);
  const logins = await orm
    .select({
      id: loginSessions.id,
      kind: loginSessions.kind,
      user_agent: loginSessions.user_agent,
      address: loginSessions.address,
      created_at: loginSessions.created_at,
      last_seen_at: loginSessions.last_seen_at,
      expires_at: loginSessions.expires_at,
      revoked_at: loginSessions.revoked_at,
    })
    .from(loginSessions)
    .where(eq(loginSessions.user_id, owner))
    .orderBy(asc(loginSessions.id));
  const tokens = await orm
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      scopes: apiTokens.scopes,
      last4: apiTokens.last4,
      created_at: apiTokens.created_at,
      expires_at: apiTokens.expires_at,
      last_used_at: apiTokens.last_used_at,
    })
    .from(apiTokens)
    .where(eq(apiTokens.user_id, owner))
    .orderBy(asc(apiTokens.id));
  return { user: user && serializeUser(user), logins, api_tokens: tokens, mails: await listMails(owner) };
}
