import "server-only";
import { readCookie, sessionCookieName } from "@/lib/auth/cookies.ts";
import { identify } from "@/lib/auth/principal.ts";
import { env } from "@/lib/core/env.ts";
import { afterFailure, endedTripCookie, settingsAfter, type Trip } from "./github-trip.ts";

/** Runs before and after next-auth's own part of a callback from GitHub. */

const redirectTo = (location: string): Response =>
  new Response(null, { status: 302, headers: { Location: location, "Set-Cookie": endedTripCookie() } });

/**
 * Why accounts must not be linked now: the browser is not in the login that requested it, or the request has expired.
 */
async function refusalOf(link: NonNullable<Trip["link"]>, headers: Headers): Promise<string | null> {
  if (link.until <= Date.now()) return "expired";
  const cookie = readCookie(headers.get("cookie"), sessionCookieName()) ?? "";
  const { principal } = await identify(new Headers({ cookie: `${sessionCookieName()}=${cookie}` }));
  const same = principal?.id === link.user && principal.login_session_id === link.login && principal.may_write;
  return same ? null : "other-login";
}

/**
 * The response to a callback that next-auth need not handle: GitHub returned an error, or the link request is invalid.
 */
export async function endEarly({ url, headers }: Request, trip: Trip | null): Promise<Response | null> {
  const error = new URL(url).searchParams.get("error");
  if (error !== null) return redirectTo(afterFailure(trip, error === "access_denied" ? "cancelled" : "Callback"));
  const refusal = trip?.link ? await refusalOf(trip.link, headers) : null;
  return refusal === null ? null : redirectTo(settingsAfter(refusal));
}

/** next-auth's response; a failure redirects to the page the flow started on, which shows the error. */
export function leadBack(given: Response, trip: Trip | null): Response {
  if (!trip) return given;
  const headers = new Headers(given.headers);
  headers.append("Set-Cookie", endedTripCookie());
  const { pathname, searchParams } = new URL(headers.get("location") ?? "/", env().APP_URL);
  const failed = /^\/(?:api\/auth\/(?:error|signin)|sign-in)$/.test(pathname);
  if (failed) headers.set("Location", afterFailure(trip, searchParams.get("error") ?? "Callback"));
  return new Response(given.body, { status: given.status, headers });
}
