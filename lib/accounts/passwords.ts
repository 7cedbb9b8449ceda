import "server-only";
import { hash, verify } from "@node-rs/bcrypt";
import { invalid } from "@/lib/core/errors.ts";
import { guessableReason } from "./guessable.ts";
import { passwordBytes, preparePassword } from "./rules.ts";

interface Hashing {
  cost: number;
  /** A hash of that cost that no password matches: sign-ins to unknown accounts are compared with it. */
  nobody: string;
}

let hashing: Hashing = { cost: 12, nobody: "$2b$12$cQQGn8x.Qoa3VWXRksIYbOVPIsbDqU.TaIrOR4cyj/pKaI6VU4n/S" };

/** Makes hashing cheap; only for tests, which hash by the hundred. */
export function hashCheaply(): void {
  hashing = { cost: 4, nobody: "$2b$04$0nYluuulPyjyMj4E4BXUT.j3FhBh.VTSayDKsbQcJFHr0RUecoayO" };
}

/**
 * Hashes a new password with bcrypt on another thread. Every new password goes through here.
 * @param about what a stranger may know of the user: email address and names
 * @throws {AppError} VALIDATION_ERROR for `password` when it is too easy to guess
 */
export async function hashNewPassword(given: string, about: (string | null | undefined)[]): Promise<string> {
  const password = preparePassword(given);
  const known = about.filter((text) => typeof text === "string").flatMap((text) => [text, ...text.split(/[@\s]+/)]);
  const reason = await guessableReason(password, [...known, "stint"]);
  if (reason !== null) throw invalid(["body", "password"], reason, "too_common");
  return hash(password, { cost: hashing.cost });
}

async function fitsExactly(password: string, stored: string | null | undefined): Promise<boolean> {
  const fits = await verify(password, stored ?? hashing.nobody);
  // bcrypt uses 72 bytes: a longer password would match by its beginning alone.
  return fits && stored != null && passwordBytes(password) <= 72;
}

/**
 * Compares a password with a stored hash. Without one (unknown account, or one without a password) the work is the same
 * and the result is false. Hashes from before passwords were normalised are of the password as typed.
 */
export async function passwordFits(given: string, stored: string | null | undefined): Promise<boolean> {
  const password = preparePassword(given);
  return (await fitsExactly(password, stored)) || (password !== given && (await fitsExactly(given, stored)));
}
