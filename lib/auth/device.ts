import "server-only";
import { timingSafeEqual } from "node:crypto";
import { keyedHash, randomToken } from "@/lib/core/secrets.ts";
import { cookieName, isSecure, readCookie } from "./cookies.ts";

/**
 * Device cookies (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"): a browser that has signed in to an
 * account has its own budget of attempts, so that strangers who use up the shared one cannot lock the owner out. The
 * cookie gives no access. It identifies accounts by keyed hashes, and survives the sign-out.
 */
export interface Device {
  id: string;
  /** Keyed hashes of the email addresses that have signed in there, the latest first. */
  accounts: string[];
}

const mostAccounts = 5;
/** Browsers store no cookie for longer than 400 days (RFC 6265bis, 5.5). */
const maxAge = 400 * 86_400;

export const deviceCookieName = (): string => cookieName("stint.device");

const accountHash = (email: string): string => keyedHash("device-account", email.trim().toLowerCase());

const signatureOf = (content: string): Buffer => Buffer.from(keyedHash("device", content));

/** The device a request comes from, or null when it has no cookie of ours. */
export function readDevice(headers: Headers): Device | null {
  const value = readCookie(headers.get("cookie"), deviceCookieName());
  const end = value?.lastIndexOf(".") ?? -1;
  if (!value || end < 0) return null;
  const content = value.slice(0, end);
  const [given, expected] = [Buffer.from(value.slice(end + 1)), signatureOf(content)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [id = "", ...accounts] = content.split(".");
  return { id, accounts };
}

/** The id of the device a request comes from, if that account has signed in there before. */
export function deviceKnownTo(headers: Headers, email: string): string | null {
  const device = readDevice(headers);
  return device?.accounts.includes(accountHash(email)) ? device.id : null;
}

/** The cookie for a device that an account has just signed in on. */
export function deviceCookie(headers: Headers, email: string) {
  const before = readDevice(headers);
  const account = accountHash(email);
  const others = before?.accounts.filter((each) => each !== account) ?? [];
  const content = [before?.id ?? randomToken(), account, ...others.slice(0, mostAccounts - 1)].join(".");
  const options = { httpOnly: true, sameSite: "lax", secure: isSecure(), path: "/", maxAge } as const;
  return { name: deviceCookieName(), value: `${content}.${signatureOf(content)}`, options };
}

/** `Set-Cookie` line of {@link deviceCookie}. */
export function deviceCookieLine(headers: Headers, email: string): string {
  const { name, value } = deviceCookie(headers, email);
  const secure = isSecure() ? "; Secure" : "";
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`;
}
