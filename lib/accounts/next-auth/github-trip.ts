import "server-only";
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { cookieName, isSecure, readCookie } from "@/lib/auth/cookies.ts";
import { homePath } from "@/lib/core/return-path.ts";
import { hashToken, keyedHash } from "@/lib/core/secrets.ts";

/**
 * The purpose of an OAuth flow to GitHub: to sign in, or to link a GitHub account to the signed-in account. Stored in
 * its own signed cookie, and only valid for the flow whose `state` it was created with.
 */

const tripShape = z.object({
  state: z.string(),
  /** The page it started on, which shows any error. */
  from: z.enum(["/sign-in", "/sign-up", "/settings"]),
  next: z.string(),
  /** The account to link, the login, and the expiry (Unix milliseconds). */
  link: z.object({ user: z.int(), login: z.int(), until: z.int() }).nullable(),
});

export type Trip = z.infer<typeof tripShape>;

/** How long a link request is valid. */
const linkMs = 10 * 60_000;

/** A login's request to link its account to one at GitHub. */
export const linkOf = (user: number, login: number): Trip["link"] => ({ user, login, until: Date.now() + linkMs });

export const tripCookieName = (): string => cookieName("stint.github");

/** The cookie's lifetime: longer than next-auth's own of 15 minutes, as without it a flow means signing in. */
export const tripCookie = () =>
  ({ httpOnly: true, sameSite: "lax", secure: isSecure(), path: "/", maxAge: 60 * 60 }) as const;

/** `Set-Cookie` line that deletes the cookie. */
export const endedTripCookie = (): string =>
  `${tripCookieName()}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isSecure() ? "; Secure" : ""}`;

const signatureOf = (content: string): Buffer => Buffer.from(keyedHash("github-trip", content));

/** The cookie's value for a flow with that `state`. */
export function sealTrip(state: string, trip: Omit<Trip, "state">): string {
  const content = Buffer.from(JSON.stringify({ ...trip, state: hashToken(state) })).toString("base64url");
  return `${content}.${signatureOf(content)}`;
}

/** The flow that a callback ends, or null when its cookie is missing, not ours, or of another flow. */
export function readTrip(headers: Headers, state: string | null): Trip | null {
  const [content, signature, ...rest] = readCookie(headers.get("cookie"), tripCookieName())?.split(".") ?? [];
  if (!content || !signature || rest.length > 0 || state === null) return null;
  const [given, expected] = [Buffer.from(signature), signatureOf(content)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const trip = tripShape.parse(JSON.parse(Buffer.from(content, "base64url").toString()));
  return trip.state === hashToken(state) ? trip : null;
}

/** Where a link request returns to; `outcome` selects the page's message. */
export const settingsAfter = (outcome: string): string => `/settings?github=${outcome}#github`;

/**
 * Where a failed flow returns to.
 * @param code of the error that the page shows; next-auth's own codes included
 * @param wait seconds until a retry makes sense
 */
export function afterFailure(trip: Trip | null, code: string, wait?: number): string {
  if (trip?.from === "/settings") return settingsAfter(code);
  const query = new URLSearchParams({ error: code });
  if (wait !== undefined) query.set("wait", String(wait));
  if (trip && trip.next !== homePath) query.set("next", trip.next);
  return `${trip?.from ?? "/sign-in"}?${query}`;
}
