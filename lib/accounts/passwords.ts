import "server-only";
import { hash, verify } from "@node-rs/bcrypt";
import { invalid } from "@/lib/core/errors.ts";
import { guessableReason } from "./guessable.ts";
import { passwordBytes, preparePassword } from "./rules.ts";

interface Hashing {
  cost: number;
  /** A hash of that cost that no password fits: what sign-ins to unknown accounts are compared with. */
  nobody: string;
}

let hashing: Hashing = { cost: 12, nobody: "$2b$12$cQQGn8x.Qoa3VWXRksIYbOVPIsbDqU.TaIrOR4cyj/pKaI6VU4n/S" };

/** Makes hashing quick; for tests only, which hash by the hundred. */
export function hashCheaply(): void {
  hashing = { cost: 4, nobody: "$2b$04$0nYluuulPyjyMj4E4BXUT.j3FhBh.VTSayDKsbQcJFHr0RUecoayO" };
}

/**
 * Hashes a password somebody chooses, with bcrypt on a thread of its own. Every new password passes through here.
 * @param about what a stranger may know of the person: email address and names
 * @throws {AppError} VALIDATION_ERROR beside `password` when it is too easy to guess
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
  // bcrypt looks at 72 bytes: a longer one could fit by its beginning alone.
  return fits && stored != null && passwordBytes(password) <= 72;
}

/**
 * Compares a password with a stored hash. Without one (unknown account, or one without a password) the work is the
 * same and the answer is no. Hashes from before passwords were prepared hold the password as it was typed.
 */
export async function passwordFits(given: string, stored: string | null | undefined): Promise<boolean> {
  const password = preparePassword(given);
  return (await fitsExactly(password, stored)) || (password !== given && (await fitsExactly(given, stored)));
}
