import "server-only";
import { deviceKnownTo, readDevice } from "@/lib/auth/device.ts";
import { addressKey, charge, type LimitState } from "./limits.ts";

/**
 * Which budget an attempt to sign in is charged to. A device the account knows has its own budget, which nobody else
 * can use up; any other is charged to its address's budget and to the account's. Recovery (a forgotten password) counts
 * by address alone and separately from sign-ins: requests by strangers for an account must not lock out its owner.
 */

type SignInLimit = "auth" | "recovery";

/** The origin of an attempt. */
interface Origin {
  headers: Headers;
  address: string;
}

/** True for the limits of paths that need no sign-in. */
export const isSignInLimit = (name: string): name is SignInLimit => name === "auth" || name === "recovery";

/**
 * Charges what can be charged before the body is read; undefined for a device, whose budget depends on the account.
 * @throws {LimitExceeded}
 */
export async function chargeArrival(name: SignInLimit, { headers, address }: Origin): Promise<LimitState | undefined> {
  const device = name === "auth" ? readDevice(headers) : null;
  if (!device) return charge(name, addressKey(address));
  // A device's bodies must not be read without limit either.
  await charge("default", `device:${device.id}`);
  return undefined;
}

/**
 * Charges the rest, once the account, if any, is known.
 * @param arrival the result of {@link chargeArrival}
 * @returns the budget with the least left
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
