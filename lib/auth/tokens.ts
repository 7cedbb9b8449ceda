import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { authSecret, deriveKey } from "@/lib/core/secrets.ts";

/** The claims of a signed token. Times are Unix seconds. */
export interface TokenClaims {
  /** User id. */
  sub: string;
  /** Id of its row in `login_sessions`; the token is valid as long as that is. */
  sid: string;
  role: string;
  iat: number;
  exp: number;
}

/** Access tokens go in `Authorization`, cookie tokens in the sign-in cookie; neither is accepted as the other. */
export type TokenUse = "access" | "cookie";

const header = Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT" })).toString("base64url");

const key = (use: TokenUse): string | Buffer => (use === "access" ? authSecret() : deriveKey("cookie"));

const sign = (use: TokenUse, content: string): Buffer => createHmac("sha256", key(use)).update(content).digest();

/** Creates a JWT (RFC 7519), HS256. */
export function signToken(use: TokenUse, claims: TokenClaims): string {
  const content = `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${content}.${sign(use, content).toString("base64url")}`;
}

function isClaims(value: unknown): value is TokenClaims {
  if (typeof value !== "object" || value === null) return false;
  const claims = value as Record<string, unknown>;
  return (
    typeof claims.sub === "string" &&
    typeof claims.sid === "string" &&
    /^[1-9]\d{0,15}$/.test(claims.sub) &&
    /^[1-9]\d{0,15}$/.test(claims.sid) &&
    typeof claims.iat === "number" &&
    typeof claims.exp === "number"
  );
}

/**
 * Verifies the signature and the format of a token, in constant time and synchronously, unlike WebCrypto. Only HS256 is
 * ever accepted (RFC 8725, 3.1). The caller checks the expiry: refreshing accepts expired tokens.
 * @returns the claims, or null for anything that this server did not sign for that use
 */
export function readToken(use: TokenUse, token: string): TokenClaims | null {
  const [head, payload, signature, ...rest] = token.split(".");
  if (!head || !payload || !signature || rest.length > 0) return null;
  const expected = sign(use, `${head}.${payload}`);
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  try {
    const { alg } = JSON.parse(Buffer.from(head, "base64url").toString()) as { alg?: unknown };
    if (alg !== "HS256") return null;
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    return isClaims(claims) ? claims : null;
  } catch {
    return null;
  }
}
