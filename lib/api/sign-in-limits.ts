import "server-only";
import { deviceKnownTo, readDevice } from "@/lib/auth/device.ts";
import { addressKey, charge, type LimitState } from "./limits.ts";

/**
 * Who pays for an attempt to sign in. A device the account knows has a budget of its own, that nobody else can use up;
 * any other pays from its address's budget and from the account's. Recovery (a forgotten password) counts by address
 * alone and apart from sign-ins: what strangers ask for in an account's name must not keep its owner from it.
 */

type SignInLimit = "auth" | "recovery";

/** Where an attempt comes from. */
interface Origin {
  headers: Headers;
  address: string;
}

/** True for a limit of the paths that need no sign-in yet. */
export const isSignInLimit = (name: string): name is SignInLimit => name === "auth" || name === "recovery";

/**
 * Charges what can be charged before the body is read; undefined for a device, whose budget depends on the account.
 * @throws {LimitExceeded}
 */
export async function chargeArrival(name: SignInLimit, { headers, address }: Origin): Promise<LimitState | undefined> {
  const device = name === "auth" ? readDevice(headers) : null;
  if (!device) return charge(name, addressKey(address));
  // Its bodies are not read without end either.
  await charge("default", `device:${device.id}`);
  return undefined;
}

/**
 * Charges the rest, once it is known which account is meant, if any.
 * @param arrival what {@link chargeArrival} answered
 * @returns the budget that is closest to its end
 * @throws {LimitExceeded}
 */
export async function chargeAttempt(
  name: SignInLimit,
  { headers, address }: Origin,
  email: unknown,
  arrival: LimitState | undefined,
): Promise<LimitState> {
  const account = typeof email === "string" ? email.trim().toLowerCase().slice(0, 254) : undefined;
  if (name === "auth") {
    const device = account === undefined ? readDevice(headers)?.id : deviceKnownTo(headers, account);
    if (device) return charge("auth", `device:${device}`);
  }
  const byAddress = arrival ?? (await charge(name, addressKey(address)));
  if (name === "recovery" || account === undefined) return byAddress;
  const byAccount = await charge("auth", `account:${account}`);
  return byAccount.remaining < byAddress.remaining ? byAccount : byAddress;
}
