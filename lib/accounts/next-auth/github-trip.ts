import "server-only";
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { cookieName, isSecure, readCookie } from "@/lib/auth/cookies.ts";
import { homePath } from "@/lib/core/return-path.ts";
import { hashToken, keyedHash } from "@/lib/core/secrets.ts";

/**
 * What a browser set out to GitHub for: to sign in, or to join its GitHub account to the account that is signed in.
 * It waits in a cookie of its own, signed, and counts only for the round trip whose `state` it was made with.
 */

const tripShape = z.object({
  state: z.string(),
  /** The page it began on; whatever goes wrong is said there. */
  from: z.enum(["/sign-in", "/sign-up", "/settings"]),
  next: z.string(),
  /** Whose account to join, in which login, and until when (Unix milliseconds). */
  link: z.object({ user: z.int(), login: z.int(), until: z.int() }).nullable(),
});

export type Trip = z.infer<typeof tripShape>;

/** How long a wish to join accounts holds. */
const linkMs = 10 * 60_000;

/** The wish of a login to join its account to one at GitHub. */
export const linkOf = (user: number, login: number): Trip["link"] => ({ user, login, until: Date.now() + linkMs });

export const tripCookieName = (): string => cookieName("stint.github");

/** How the cookie is kept: longer than next-auth's own of 15 minutes, for without it a trip is one to sign in. */
export const tripCookie = () =>
  ({ httpOnly: true, sameSite: "lax", secure: isSecure(), path: "/", maxAge: 60 * 60 }) as const;

/** `Set-Cookie` line that forgets the trip. */
export const endedTripCookie = (): string =>
  `${tripCookieName()}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isSecure() ? "; Secure" : ""}`;

const signatureOf = (content: string): Buffer => Buffer.from(keyedHash("github-trip", content));

/** The cookie's value for a trip with that `state`. */
export function sealTrip(state: string, trip: Omit<Trip, "state">): string {
  const content = Buffer.from(JSON.stringify({ ...trip, state: hashToken(state) })).toString("base64url");
  return `${content}.${signatureOf(content)}`;
}

/** The trip that a callback ends, or null when its cookie is missing, not ours, or of another trip. */
export function readTrip(headers: Headers, state: string | null): Trip | null {
  const [content, signature, ...rest] = readCookie(headers.get("cookie"), tripCookieName())?.split(".") ?? [];
  if (!content || !signature || rest.length > 0 || state === null) return null;
  const [given, expected] = [Buffer.from(signature), signatureOf(content)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const trip = tripShape.parse(JSON.parse(Buffer.from(content, "base64url").toString()));
  return trip.state === hashToken(state) ? trip : null;
}

/** Where a trip that was about joining accounts ends; `outcome` tells the page what to say. */
export const settingsAfter = (outcome: string): string => `/settings?github=${outcome}#github`;

/**
 * Where a trip ends that came to nothing.
 * @param code what the page says; next-auth's own codes included
 * @param wait seconds until a repeat makes sense
 */
export function afterFailure(trip: Trip | null, code: string, wait?: number): string {
  if (trip?.from === "/settings") return settingsAfter(code);
  const query = new URLSearchParams({ error: code });
  if (wait !== undefined) query.set("wait", String(wait));
  if (trip && trip.next !== homePath) query.set("next", trip.next);
  return `${trip?.from ?? "/sign-in"}?${query}`;
}
