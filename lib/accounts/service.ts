import "server-only";
import { db } from "@/db/index.ts";
import { holdOwner, lockUserRow } from "@/db/owner.ts";
import { issueCsrfToken } from "@/lib/api/csrf.ts";
import { type Call, implement, reply } from "@/lib/api/implement.ts";
import { pageOf, positionOf } from "@/lib/api/pagination.ts";
import { expiredSessionCookie } from "@/lib/auth/cookies.ts";
import { deviceCookieLine } from "@/lib/auth/device.ts";
import { AppError, invalid, notFound } from "@/lib/core/errors.ts";
import { hashToken, randomToken } from "@/lib/core/secrets.ts";
import { rebuildForTimezone } from "@/lib/tracking/rebuild.ts";
import { accountsContract } from "./contract.ts";
import {
  accountOfReset,
  changePassword,
  confirmPassword,
  mailReset,
  mailVerification,
  resetPassword,
  verifyEmail,
} from "./credentials.ts";
import { exportEverything } from "./export.ts";
import { exchangeCode, githubDeadline, readProfile, spelledOnce } from "./github.ts";
import { leaveGithub } from "./github-link.ts";
import { signInWithGithub } from "./github-sign-in.ts";
import { type LoginRow, listLogins } from "./login-queries.ts";
import { accessToken, endLogin, endOtherLogins, tokenPair } from "./logins.ts";
import { deleteUser, findUser, updateUser } from "./queries.ts";
import { authenticateAgain, requireRecentSignIn } from "./recent-sign-in.ts";
import { renew, rotate } from "./refresh.ts";
import { refuseTaken, register } from "./register.ts";
import { deviceOf, mostTokens } from "./rules.ts";
import { signIn } from "./sign-in.ts";
import { type ApiTokenRow, deleteApiToken, insertApiToken, listApiTokens } from "./token-queries.ts";
import { serializeUser, type UserRow } from "./users.ts";

async function ownAccount(call: Call): Promise<UserRow> {
  const user = await findUser(call.principal.id);
  // Deleted between the access check and here.
  if (!user) throw new AppError("UNAUTHORIZED", "Sign in or send a valid token");
  return user;
}

const serializeLogin = (row: LoginRow, current: number | null) => ({
  ...row,
  device: deviceOf(row.user_agent),
  created_at: row.created_at.toISOString(),
  last_seen_at: row.last_seen_at.toISOString(),
  expires_at: row.expires_at.toISOString(),
  current: row.id === current,
});

const serializeToken = (row: ApiTokenRow) => ({
  ...row,
  created_at: row.created_at.toISOString(),
  expires_at: row.expires_at?.toISOString() ?? null,
  last_used_at: row.last_used_at?.toISOString() ?? null,
});

/** Deletes the cookie too, when it authenticated the caller. */
const signedOut = (call: Call) =>
  reply(204, null, call.principal.via === "cookie" ? { "Set-Cookie": expiredSessionCookie() } : {});

/** Makes a client that keeps cookies a known device of the account. */
const withDevice = (call: Call<null>, status: number, email: string, data: unknown) =>
  reply(status, data, { "Set-Cookie": deviceCookieLine(call.headers, email) });

const newestFirst = (row: { created_at: Date; id: number }) => ({ time: row.created_at, id: row.id });

export const accounts = implement(accountsContract, {
  register: async (call, input) => {
    const login = await register(call, input, "client");
    return { user: serializeUser(login.user), ...(await tokenPair("client", login)) };
  },

  login: async (call, input) => {
    const login = await signIn(call, input, "client");
    const user = serializeUser(login.user);
    const { remember_me } = input;
    const tokens = remember_me ? await tokenPair("client", login) : accessToken("client", login.user, login.loginId);
    return withDevice(call, 200, user.email, { user, ...tokens });
  },

  refresh: (call, { refresh_token }) =>
    refresh_token === undefined ? renew(call.headers) : rotate(call, refresh_token),

  logout: async (call) => {
    await endLogin(call.principal.id, call.principal.login_session_id ?? 0);
    return signedOut(call);
  },

  readMe: async (call) => ({ user: serializeUser(await ownAccount(call)) }),

  updateMe: async (call, input) => {
    const { id } = call.principal;
    const changed = await (await db())
      .transaction(async (transaction) => {
        // The current zone of the days is the locked row's; the principal was read before the lock.
        const before = await lockUserRow(id, transaction);
        const row = await updateUser(id, input, transaction);
        if (!row) return row;
        if (row.timezone !== before?.timezone) await rebuildForTimezone(transaction, id, row.timezone);
        // Weeks appear in responses about tracked time and practices.
        else if (row.week_start !== before.week_start) await holdOwner(id, ["tracking", "practice"], transaction);
        return row;
      })
      .catch(refuseTaken);
    return { user: serializeUser(changed ?? (await ownAccount(call))) };
  },

  deleteMe: async (call, { password }) => {
    const user = await ownAccount(call);
    if (user.password_hash !== null) {
      if (password === undefined) throw invalid(["body", "password"], "Confirm with the password", "invalid_type");
      await confirmPassword(user, "password", password);
    }
    await deleteUser(user.id, user.email);
    return signedOut(call);
  },

  exportMe: async (call) =>
    reply(200, await exportEverything(call.principal.id), {
      "Content-Disposition": 'attachment; filename="stint-export.json"',
    }),

  forgotPassword: (call, { email }) => {
    // Everything that depends on the account runs after the response, which reveals nothing, not even by its timing.
    call.defer(() => mailReset(email));
    return null;
  },

  resetPassword: async (call, input) => {
    const { email } = await resetPassword(input);
    return withDevice(call, 204, email, null);
  },

  previewReset: async (_call, { token }) => {
    const user = await accountOfReset(token);
    const { rows } = await listApiTokens(user.id, { limit: mostTokens, offset: 0 }, undefined);
    const first_proof = user.email_verified_at === null;
    return { first_proof, tokens: rows.map(serializeToken), github_username: user.github_username };
  },

  changePassword: async (call, { current_password, password, keep_tokens }) => {
    const user = await ownAccount(call);
    await changePassword(user, call.principal.login_session_id, current_password, password, keep_tokens);
    return null;
  },

  confirmPassword: async (call, { password }) => {
    await authenticateAgain(call.principal, password);
    return null;
  },

  verifyEmail: async (_call, { token }) => {
    await verifyEmail(token);
    return null;
  },

  resendEmail: (call) => {
    const { id } = call.principal;
    call.defer(() => mailVerification(id));
    return null;
  },

  githubCallback: async (call, input) => {
    const deadline = githubDeadline();
    const profile = await readProfile(await exchangeCode(spelledOnce(input), deadline), deadline);
    const login = await signInWithGithub(profile, "github_client", call);
    const pair = await tokenPair("github_client", login);
    const user = { ...serializeUser(login.user), github_avatar_url: login.user.avatar_url };
    return withDevice(call, 200, user.email, { user, ...pair });
  },

  unlinkGithub: async (call) => {
    await leaveGithub(call.principal.id);
    return null;
  },

  listLogins: async (call, input) => {
    const { id, login_session_id } = call.principal;
    const { rows, total } = await listLogins(id, input, positionOf(input.cursor), new Date());
    const { rows: shown, page } = pageOf(rows, total, input, newestFirst);
    return { sessions: shown.map((row) => serializeLogin(row, login_session_id)), ...page };
  },

  revokeLogin: async (call, { id }) => {
    const isOwn = id === call.principal.login_session_id;
    if (!isOwn) await requireRecentSignIn(call.principal);
    if (!(await endLogin(call.principal.id, id))) throw notFound("Login");
    return isOwn ? signedOut(call) : null;
  },

  revokeOtherLogins: async (call) => {
    await requireRecentSignIn(call.principal);
    await endOtherLogins(call.principal.id, call.principal.login_session_id);
    return null;
  },

  listTokens: async (call, input) => {
    const { rows, total } = await listApiTokens(call.principal.id, input, positionOf(input.cursor));
    const { rows: shown, page } = pageOf(rows, total, input, newestFirst);
    return { tokens: shown.map(serializeToken), ...page };
  },

  createToken: async (call, { name, scopes, expires_at }) => {
    await requireRecentSignIn(call.principal);
    const token = `stint_${randomToken()}`;
    const row = await insertApiToken(call.principal.id, {
      name,
      scopes,
      token_hash: hashToken(token),
      last4: token.slice(-4),
      expires_at: expires_at === undefined ? null : new Date(expires_at),
    });
    if (!row) throw new AppError("CONFLICT", `At most ${mostTokens} API tokens are allowed; delete one first`);
    return { ...serializeToken(row), token };
  },

  deleteToken: async (call, { id }) => {
    if (!(await deleteApiToken(call.principal.id, id))) throw notFound("API token");
    return null;
  },

  csrfToken: (call) => {
    const { csrfToken, setCookie } = issueCsrfToken(call.headers);
    return reply(200, { data: { csrfToken } }, { "Set-Cookie": setCookie });
  },
});
