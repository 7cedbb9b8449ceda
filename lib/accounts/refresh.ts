import "server-only";
import { db, type Executor } from "@/db/index.ts";
import { bearerToken } from "@/lib/auth/principal.ts";
import { readToken } from "@/lib/auth/tokens.ts";
import { AppError, invalid } from "@/lib/core/errors.ts";
import { hashToken, keyedHash } from "@/lib/core/secrets.ts";
import {
  claimLogin,
  consumeRefreshToken,
  extendLogin,
  findRefreshToken,
  refreshTokenState,
  revokeLogin,
} from "./login-queries.ts";
import { accessToken, issueRefreshToken, type Place } from "./logins.ts";
import { loginSeconds, renewalSeconds } from "./rules.ts";

const refused = (): AppError => new AppError("UNAUTHORIZED", "The token is no longer valid; sign in again");

const clientOf = (place: Place): string => keyedHash("refresh client", `${place.address}\n${place.userAgent}`);

const renewedUntil = (kind: "browser" | "client" | "github_client", now: Date): Date =>
  new Date(now.getTime() + loginSeconds(kind, true) * 1000);

/** The token that follows another, which only its holder and this server can derive. */
const successorOf = (token: string): string => keyedHash("refresh successor", token);

/**
 * The token for a client that repeats one it has used within the ten seconds: the login's currently valid one, so that
 * concurrent refreshes all end with the same, and never with several.
 */
async function livingSuccessor(token: string, now: Date, executor: Executor): Promise<string | null> {
  for (let next = successorOf(token); ; next = successorOf(next)) {
    const state = await refreshTokenState(hashToken(next), executor);
    if (!state || state.expires_at <= now) return null;
    if (state.used_at === null) return next;
  }
}

/**
 * Exchanges a refresh token for a new pair. Reusing a consumed one ends its login, as somebody has a copy.
 * @throws {AppError} UNAUTHORIZED
 */
export async function rotate(place: Place, token: string) {
  const known = await findRefreshToken(hashToken(token));
  if (!known) throw refused();
  const { id, loginId, owner } = known;
  const now = new Date();
  // A rejection is a return value in here: throwing would roll the revocation back.
  const pair = await (await db()).transaction(async (transaction) => {
    // The login first, as every query that ends it locks it first: two lock orders would deadlock.
    const login = await claimLogin(owner, loginId, now, transaction);
    if (!login) return null;
    const outcome = await consumeRefreshToken(id, clientOf(place), now, transaction);
    if (outcome === "stolen") await revokeLogin(owner, loginId, now, transaction);
    if (outcome === "stolen" || outcome === "expired") return null;
    await extendLogin(owner, loginId, renewedUntil(login.kind, now), transaction);
    const refresh_token =
      outcome === "fresh"
        ? await issueRefreshToken(loginId, now, transaction, successorOf(token))
        : await livingSuccessor(token, now, transaction);
    if (refresh_token === null) return null;
    return { ...accessToken(login.kind, login.user, loginId), refresh_token };
  });
  if (!pair) throw refused();
  return pair;
}

/**
 * Exchanges an access token, valid or expired less than seven days ago, for a new one of the same login.
 * @throws {AppError} UNAUTHORIZED; VALIDATION_ERROR when there is no token at all
 */
export async function renew(headers: Headers) {
  if (!headers.has("authorization")) throw invalid(["body", "refresh_token"], "Required", "invalid_type");
  const claims = readToken("access", bearerToken(headers) ?? "");
  const now = new Date();
  if (!claims || (claims.exp + renewalSeconds) * 1000 <= now.getTime()) throw refused();
  const [owner, loginId] = [Number(claims.sub), Number(claims.sid)];
  const renewed = await (await db()).transaction(async (transaction) => {
    const login = await claimLogin(owner, loginId, now, transaction);
    if (!login) return null;
    await extendLogin(owner, loginId, renewedUntil(login.kind, now), transaction);
    return accessToken(login.kind, login.user, loginId);
  });
  if (!renewed) throw refused();
  return { token: renewed.access_token, access_token: renewed.access_token, expires_in: renewed.expires_in };
}
