import "server-only";
import { sql } from "drizzle-orm";
import { db, run, type Statement } from "@/db/index.ts";
import { type VersionRow, type Versions, versionColumns, versionsOf } from "@/db/owner.ts";
import { hashToken } from "@/lib/core/secrets.ts";
import { readCookie, sessionCookieName } from "./cookies.ts";
import { readToken, type TokenUse } from "./tokens.ts";

/** The caller. Everything but `id` may change between two requests, so it is read with each. */
export interface Principal {
  id: number;
  role: "admin" | "user" | "viewer";
  /** IANA zone of the profile, used for calendar dates. */
  timezone: string;
  week_start: "monday" | "saturday" | "sunday";
  /** Raised with every change of the account's data. */
  data_version: number;
  /** The value of `data_version` when each domain last changed. */
  versions: Versions;
  /** The running session, or one without a heartbeat that has yet to be ended (`settle` in lib/tracking/stale.ts). */
  running: RunningSession | null;
  /** How the caller authenticated: `cookie` needs CSRF, `api_token` cannot manage the account's credentials. */
  via: "cookie" | "access_token" | "api_token";
  /** The caller's login; null for API tokens. */
  login_session_id: number | null;
  /** Whether these credentials may use unsafe methods. */
  may_write: boolean;
}

/** The caller of a request: a principal, none, or invalid credentials. */
export type Identity = { principal: Principal } | { principal: null; refused: boolean };

/** The part of a running session that shows whether it still runs. */
interface RunningSession {
  id: number;
  start_time: Date;
  last_seen_at: Date;
}

interface UserRow extends Pick<Principal, "id" | "role" | "timezone" | "week_start">, VersionRow {
  running_id: number | null;
  running_since: Date;
  running_seen_at: Date;
}

// Whether a session runs is part of most ETags; read here, it costs them no separate query.
const columns = `u.id, u.role, u.timezone, u.week_start, ${versionColumns("u")},
    s.id as running_id, s.start_time as running_since, s.last_seen_at as running_seen_at`;
const running = "left join tracking_sessions s on s.user_id = u.id and s.end_time is null";

const loginStatement: Statement = {
  name: "principal_by_login",
  text: `select ${columns}, l.last_seen_at
    from login_sessions l join users u on u.id = l.user_id ${running}
    where l.id = $1 and l.user_id = $2 and l.revoked_at is null and l.expires_at > $3 and u.is_active`,
};

const apiTokenStatement: Statement = {
  name: "principal_by_api_token",
  text: `select ${columns}, t.id as token_id, t.scopes, t.last_used_at
    from api_tokens t join users u on u.id = t.user_id ${running}
    where t.token_hash = $1 and (t.expires_at is null or t.expires_at > $2) and u.is_active`,
};

const touchAfterMs = 5 * 60_000;
// One write per login in five minutes is precise enough for "last seen"; more would cost a write for every read.
const isOld = (seen: Date | null, now: Date) => seen === null || now.getTime() - seen.getTime() > touchAfterMs;

function touch(table: "login_sessions" | "api_tokens", id: number, now: Date): void {
  const change =
    table === "login_sessions"
      ? sql`update login_sessions set last_seen_at = ${now} where id = ${id} and last_seen_at < ${now}`
      : sql`update api_tokens set last_used_at = ${now} where id = ${id}`;
  void db()
    .then((orm) => orm.execute(change))
    // "Last seen" is not essential: the request continues when the update fails.
    .catch(() => {});
}

function pick(row: UserRow) {
  const { id, role, timezone, week_start, running_id, running_since, running_seen_at } = row;
  const session = { start_time: running_since, last_seen_at: running_seen_at };
  return {
    ...{ id, role, timezone, week_start },
    ...versionsOf(row),
    running: running_id === null ? null : { id: running_id, ...session },
  };
}

async function fromSignedToken(use: TokenUse, token: string): Promise<Principal | null> {
  const claims = readToken(use, token);
  const now = new Date();
  if (!claims || claims.exp * 1000 <= now.getTime()) return null;
  const loginId = Number(claims.sid);
  const [row] = await run<UserRow & { last_seen_at: Date }>(loginStatement, [loginId, Number(claims.sub), now]);
  if (!row) return null;
  if (isOld(row.last_seen_at, now)) touch("login_sessions", loginId, now);
  return {
    ...pick(row),
    via: use === "cookie" ? "cookie" : "access_token",
    login_session_id: loginId,
    may_write: row.role !== "viewer",
  };
}

async function fromApiToken(token: string): Promise<Principal | null> {
  const now = new Date();
  const [row] = await run<UserRow & { token_id: number; scopes: string[]; last_used_at: Date | null }>(
    apiTokenStatement,
    [hashToken(token), now],
  );
  if (!row) return null;
  if (isOld(row.last_used_at, now)) touch("api_tokens", row.token_id, now);
  const may_write = row.role !== "viewer" && row.scopes.includes("write");
  return { ...pick(row), via: "api_token", login_session_id: null, may_write };
}

/** The token of an `Authorization: Bearer` header (RFC 6750), or null. */
export function bearerToken(headers: Headers): string | null {
  const match = /^Bearer +([^\s]+) *$/i.exec(headers.get("authorization") ?? "");
  return match?.[1] ?? null;
}

/**
 * Authenticates the caller: by an `Authorization` header if there is one, otherwise by the sign-in cookie. Every call
 * queries the database, so a revoked login is rejected everywhere at once.
 */
export async function identify(headers: Headers): Promise<Identity> {
  if (headers.has("authorization")) {
    const token = bearerToken(headers);
    if (!token) return { principal: null, refused: true };
    const principal = await (token.startsWith("stint_") ? fromApiToken(token) : fromSignedToken("access", token));
    return principal ? { principal } : { principal: null, refused: true };
  }
  const cookie = readCookie(headers.get("cookie"), sessionCookieName());
  const principal = cookie ? await fromSignedToken("cookie", cookie) : null;
  // A cookie that is no longer valid means a signed-out caller, not an attack.
  return principal ? { principal } : { principal: null, refused: false };
}
