import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isOwnOrigin } from "@/lib/api/csrf.ts";
import { requestIdOf } from "@/lib/api/request.ts";
import { readCookie, sessionCookieName } from "@/lib/auth/cookies.ts";
import { contentPolicy, pageHeaders } from "@/lib/page-headers.ts";
import { withReturn } from "@/lib/return-path.ts";

// Pages only. It is never the guard: pages and services ask who calls, whatever came through here.

export const config = {
  runtime: "nodejs",
  // Files are left out by name, not by their ending: a page of a repository may end in `.js`.
  matcher: [
    "/((?!(?:api|auth|_next|vendor|images|icons|docs|redoc|health|metrics|\\.well-known)(?:/|$)|(?:openapi\\.json|manifest\\.webmanifest|icon\\.svg|apple-icon\\.png|favicon\\.ico|robots\\.txt|sw\\.js)$).*)",
  ],
};

/** Pages that are somebody's own, with all below them. */
const ownPages = ["/today", "/tracking", "/practice", "/tasks", "/assistant", "/settings"];

const isOwnPage = (path: string): boolean => ownPages.some((page) => path === page || path.startsWith(`${page}/`));

const isUnsafe = (method: string): boolean => !["GET", "HEAD", "OPTIONS"].includes(method);

/**
 * True when an unsafe request comes from a page of Stint. Server actions do not look themselves when there is no
 * `Origin`, and an extension with host permission sends cookies with `Sec-Fetch-Site: none`.
 */
function fromOwnPage(headers: Headers): boolean {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (origin === null) return site === "same-origin";
  return isOwnOrigin(origin, headers) && (site === null || site === "same-origin");
}

export function middleware(request: NextRequest): NextResponse {
  const { method, nextUrl } = request;
  const headers = new Headers(request.headers);
  const requestId = requestIdOf(headers);
  if (isUnsafe(method) && !fromOwnPage(headers)) {
    const init = { status: 403, headers: { ...pageHeaders(), "Cache-Control": "no-store", "X-Request-Id": requestId } };
    return new NextResponse("This request did not come from a page of Stint.\n", init);
  }
  const path = `${nextUrl.pathname}${nextUrl.search}`;
  const signedIn = readCookie(headers.get("cookie"), sessionCookieName()) !== undefined;
  if (!signedIn && !isUnsafe(method) && isOwnPage(nextUrl.pathname)) {
    const location = new URL(withReturn("/sign-in", path), nextUrl);
    return NextResponse.redirect(location, { status: 307, headers: pageHeaders() });
  }
  const policy = contentPolicy(randomBytes(16).toString("base64"), headers.get("host"));
  // Next reads the nonce out of the policy of the request.
  headers.set("content-security-policy", policy);
  headers.set("x-request-id", requestId);
  headers.set("x-stint-path", path);
  return NextResponse.next({
    request: { headers },
    headers: { ...pageHeaders(), "Content-Security-Policy": policy, "X-Request-Id": requestId },
  });
}
