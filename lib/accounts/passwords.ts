import "server-only";
import { hash, verify } from "@node-rs/bcrypt";
import { passwordBytes } from "./rules.ts";

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

/** bcrypt, on a thread of its own: the event loop goes on meanwhile. */
export const hashPassword = (password: string): Promise<string> => hash(password, { cost: hashing.cost });

/**
 * Compares a password with a stored hash. Without one (unknown account, or one without a password) the work is the
 * same and the answer is no.
 */
export async function passwordFits(password: string, stored: string | null | undefined): Promise<boolean> {
  const fits = await verify(password, stored ?? hashing.nobody);
  // bcrypt looks at 72 bytes: a longer one could fit by its beginning alone.
  return fits && stored != null && passwordBytes(password) <= 72;
}
