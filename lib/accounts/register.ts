import "server-only";
import { db } from "@/db/index.ts";
import type { Caller } from "@/lib/api/implement.ts";
import { AppError, isUniqueViolation } from "@/lib/core/errors.ts";
import { type OpenedLogin, openLogin } from "./logins.ts";
import { mailToken } from "./mails.ts";
import { hashNewPassword } from "./passwords.ts";
import { insertUser } from "./queries.ts";
import type { LoginKind } from "./rules.ts";

const taken = (field: string, msg: string, cause: unknown): AppError =>
  new AppError("CONFLICT", msg, { cause, detail: [{ loc: ["body", field], msg, type: "taken" }] });

/**
 * Converts a unique violation of email or username into an error of the field.
 * @throws {AppError} CONFLICT naming the field; other errors unchanged
 */
export function refuseTaken(error: unknown): never {
  if (isUniqueViolation(error, "users_email_key")) {
    throw taken("email", "An account with this email address already exists", error);
  }
  if (isUniqueViolation(error, "users_username_key")) throw taken("username", "This username is taken", error);
  throw error;
}

interface Registration {
  email: string;
  password: string;
  name?: string | undefined;
  username?: string | undefined;
  timezone: string;
}

/**
 * Creates an account and signs it in; sends an email to confirm the address.
 * @throws {AppError} CONFLICT when the email or the username is taken; VALIDATION_ERROR for a common password
 */
export async function register(caller: Caller, input: Registration, kind: LoginKind): Promise<OpenedLogin> {
  const { password, ...profile } = input;
  const password_hash = await hashNewPassword(password, [input.email, input.name, input.username]);
  const orm = await db();
  const login = await orm
    .transaction(async (transaction) => {
      const user = await insertUser(transaction, { ...profile, password_hash });
      return openLogin(user.id, kind, caller, false, transaction);
    })
    .catch(refuseTaken);
  caller.defer(() => mailToken(login.user, "verify"));
  return login;
}
