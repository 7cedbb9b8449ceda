import "server-only";
import { db } from "@/db/index.ts";
import { AppError, isUniqueViolation } from "@/lib/core/errors.ts";
import type { GithubProfile } from "./github.ts";
import { confirmEmail, findUser, joinOwnGithub, partFromGithub } from "./queries.ts";

/**
 * `taken`: the GitHub account is linked to another user. `occupied`: this account is already linked to another GitHub
 * account.
 */
export type Joined = "linked" | "taken" | "occupied";

/** Links a signed-in account to the GitHub account the user has just authorised. */
export async function joinGithub(owner: number, profile: GithubProfile): Promise<Joined> {
  const fields = { github_username: profile.login, avatar_url: profile.avatarUrl };
  try {
    return await (await db()).transaction(async (transaction) => {
      const joined = await joinOwnGithub(owner, profile.id, fields, transaction);
      if (!joined) return "occupied";
      const vouched = profile.verifiedEmail === joined.email && joined.email_verified_at === null;
      if (vouched) await confirmEmail(owner, joined.email, new Date(), transaction);
      return "linked";
    });
  } catch (error) {
    if (isUniqueViolation(error, "users_github_id_key")) return "taken";
    throw error;
  }
}

/**
 * Unlinks an account from GitHub; no effect when it is not linked.
 * @throws {AppError} CONFLICT when the account has no password: nobody could sign in to it any more
 */
export async function leaveGithub(owner: number): Promise<void> {
  if (await partFromGithub(owner)) return;
  if (!(await findUser(owner))) throw new AppError("UNAUTHORIZED", "Sign in or send a valid token");
  throw new AppError("CONFLICT", "Set a password first: GitHub is the only way to sign in to this account");
}
