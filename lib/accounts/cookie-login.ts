import "server-only";
import { readToken, signToken } from "@/lib/auth/tokens.ts";
import { endLogin, type OpenedLogin } from "./logins.ts";

/** The value of the sign-in cookie for a login. It holds nothing that the login's row does not. */
export function cookieToken({ user, loginId, expiresAt }: OpenedLogin): string {
  return signToken("cookie", {
    sub: String(user.id),
    sid: String(loginId),
    role: user.role,
    iat: Math.floor(Date.now() / 1000),
    exp: Math.floor(expiresAt.getTime() / 1000),
  });
}

/** Ends the login of a sign-in cookie, if the cookie is ours. */
export async function endCookieLogin(cookie: string | undefined): Promise<void> {
  const claims = cookie ? readToken("cookie", cookie) : null;
  if (claims) await endLogin(Number(claims.sub), Number(claims.sid));
}
