import "server-only";
import { db } from "@/db/index.ts";
import { env } from "@/lib/core/env.ts";
import { AppError, isUniqueViolation } from "@/lib/core/errors.ts";
import type { GithubProfile } from "./github.ts";
import { type OpenedLogin, openLogin, type Place } from "./logins.ts";
import { findUserByEmail, findUserByGithub, insertUser, linkGithub, updateUser } from "./queries.ts";
import type { LoginKind } from "./rules.ts";

/** Where mail for somebody without a confirmed address would go; nobody reads it. */
const noReply = ({ id, login }: GithubProfile): string =>
  `${id}+${login}@users.noreply.${new URL(env().GITHUB_URL).hostname}`.toLowerCase();

function fieldsOf(profile: GithubProfile) {
  return { github_id: profile.id, github_username: profile.login, avatar_url: profile.avatarUrl };
}

const cannotJoin = (message: string): AppError => new AppError("CONFLICT", message);

/** Signs in an account that is joined already, and takes over what has changed at GitHub. */
async function signInJoined(id: number, profile: GithubProfile, kind: LoginKind, place: Place): Promise<OpenedLogin> {
  return (await db()).transaction(async (transaction) => {
    await updateUser(id, fieldsOf(profile), transaction);
    return openLogin(id, kind, place, true, transaction);
  });
}

/** Joins the account that has GitHub's confirmed address to the GitHub account, if that cannot be a take-over. */
async function joinByEmail(profile: GithubProfile, email: string, kind: LoginKind, place: Place) {
  const user = await findUserByEmail(email);
  if (!user) return undefined;
  // Another first sign-in of the same person came between this look and the one by GitHub's number.
  if (user.github_id === profile.id) return signInJoined(user.id, profile, kind, place);
  if (user.github_id !== null) {
    throw cannotJoin("The account with this email address is linked to another GitHub account");
  }
  return (await db()).transaction(async (transaction) => {
    const change = { ...fieldsOf(profile), email_verified_at: user.email_verified_at ?? new Date() };
    const linked = await linkGithub(user.id, change, transaction);
    if (!linked) {
      throw cannotJoin(
        "An account with this email address exists, but the address is not confirmed. Confirm it or reset the password by email, then try GitHub again",
      );
    }
    return openLogin(user.id, kind, place, true, transaction);
  });
}

async function tryOnce(profile: GithubProfile, kind: LoginKind, place: Place): Promise<OpenedLogin> {
  const orm = await db();
  const known = await findUserByGithub(profile.id);
  if (known) return signInJoined(known.id, profile, kind, place);
  const email = profile.verifiedEmail;
  const joined = email === null ? undefined : await joinByEmail(profile, email, kind, place);
  if (joined) return joined;
  return orm.transaction(async (transaction) => {
    const user = await insertUser(transaction, {
      ...fieldsOf(profile),
      name: profile.name,
      email: email ?? noReply(profile),
      email_verified_at: email === null ? null : new Date(),
    });
    return openLogin(user.id, kind, place, true, transaction);
  });
}

/**
 * Signs in whom GitHub vouches for: by GitHub's own number, else by a confirmed address, else with a new account.
 * @throws {AppError} UNAUTHORIZED for an inactive account, CONFLICT for one that cannot be joined safely
 */
export async function signInWithGithub(profile: GithubProfile, kind: LoginKind, place: Place): Promise<OpenedLogin> {
  try {
    return await tryOnce(profile, kind, place);
  } catch (error) {
    // Two first sign-ins at once: the other one made the account meanwhile.
    if (!isUniqueViolation(error)) throw error;
    return tryOnce(profile, kind, place);
  }
}
