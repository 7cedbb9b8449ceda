import { randomUUID } from "node:crypto";
import { db } from "@/db/index.ts";
import { loginSessions, users } from "@/db/schema/index.ts";
import { signToken } from "@/lib/auth/tokens.ts";

/** A new account in the database, signed in, without the cost of a password. */
export async function newUser(values: Partial<typeof users.$inferInsert> = {}) {
  const orm = await db();
  const email = values.email ?? `person-${randomUUID()}@example.com`;
  const [user] = await orm
    .insert(users)
    .values({ ...values, email })
    .returning();
  if (!user) throw new Error("No account was made");
  const login = await newLogin(user);
  return { ...user, ...login };
}

/** Another login of an account: its row, an access token and the value of its cookie. */
export async function newLogin(user: { id: number; role: string }) {
  const expires = new Date(Date.now() + 24 * 3_600_000);
  const [login] = await (await db())
    .insert(loginSessions)
    .values({ user_id: user.id, kind: "client", expires_at: expires })
    .returning();
  if (!login) throw new Error("No login was made");
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: String(user.id), sid: String(login.id), role: user.role, iat, exp: iat + 86_400 };
  return {
    loginId: login.id,
    token: signToken("access", claims),
    cookie: `stint.session=${signToken("cookie", claims)}`,
  };
}
