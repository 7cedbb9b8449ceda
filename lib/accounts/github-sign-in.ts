import "server-only";
import { db } from "@/db/index.ts";
import { env } from "@/lib/core/env.ts";
import { AppError, isUniqueViolation } from "@/lib/core/errors.ts";
import type { GithubProfile } from "./github.ts";
import { type OpenedLogin, openLogin, type Place } from "./logins.ts";
import { findUserByEmail, findUserByGithub, insertUser, linkGithub, updateUser } from "./queries.ts";
import type { LoginKind } from "./rules.ts";

/** Placeholder email of a user without a confirmed address; nobody receives it. */
const noReply = ({ id, login }: GithubProfile): string =>
  `${id}+${login}@users.noreply.${new URL(env().GITHUB_URL).hostname}`.toLowerCase();

function fieldsOf(profile: GithubProfile) {
  return { github_id: profile.id, github_username: profile.login, avatar_url: profile.avatarUrl };
}

const cannotJoin = (message: string): AppError => new AppError("CONFLICT", message);

/** Signs in a linked account, and updates what has changed at GitHub. */
async function signInJoined(id: number, profile: GithubProfile, kind: LoginKind, place: Place): Promise<OpenedLogin> {
  return (await db()).transaction(async (transaction) => {
    await updateUser(id, fieldsOf(profile), transaction);
    return openLogin(id, kind, place, true, transaction);
  });
}

/** Links the account with GitHub's confirmed address to the GitHub account, if that cannot be a takeover. */
async function joinByEmail(profile: GithubProfile, email: string, kind: LoginKind, place: Place) {
  const user = await findUserByEmail(email);
  if (!user) return undefined;
  // A concurrent first sign-in of the same user got in between this lookup and the one by GitHub id.
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
 * Signs in a GitHub user: found by GitHub id, otherwise by a confirmed address, otherwise as a new account.
 * @throws {AppError} UNAUTHORIZED for an inactive account, CONFLICT for one that cannot be linked safely
 */
export async function signInWithGithub(profile: GithubProfile, kind: LoginKind, place: Place): Promise<OpenedLogin> {
  try {
    return await tryOnce(profile, kind, place);
  } catch (error) {
    // Two concurrent first sign-ins: the other one created the account.
    if (!isUniqueViolation(error)) throw error;
    return tryOnce(profile, kind, place);
  }
}
