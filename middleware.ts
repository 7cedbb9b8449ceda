import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { bodyLimit } from "@/lib/api/body-limit.ts";
import { isOwnOrigin } from "@/lib/api/csrf.ts";
import { challenge } from "@/lib/api/mcp/metadata.ts";
import { requestIdOf } from "@/lib/api/request.ts";
import { readCookie, sessionCookieName } from "@/lib/auth/cookies.ts";
import { withReturn } from "@/lib/core/return-path.ts";
import { contentPolicy, pageHeaders } from "@/lib/core/security-headers.ts";

// Pages only. It is never the access check: pages and services authenticate the caller, whatever passed through here.

export const config = {
  runtime: "nodejs",
  // Excluded paths get their headers elsewhere: the API, and files by name, as a page of a repository may end in `.js`.
  // Unknown paths below `/docs`, `/auth` and the like are 404 pages.
  matcher: [
    "/((?!(?:api|_next)(?:/|$)|(?:docs|redoc|health|health/live|metrics|openapi\\.json|manifest\\.webmanifest|icon\\.svg|apple-icon\\.png|favicon\\.ico|robots\\.txt|sw\\.js|auth/github/callback|auth/refresh|\\.well-known/oauth-protected-resource/api/mcp|vendor/[^/]+\\.(?:js|css)|icons/[^/]+\\.png|images/[^/]+\\.(?:webp|svg))$).*)",
  ],
};

/** Signed-in pages, with everything below them. */
const ownPages = ["/today", "/tracking", "/practice", "/tasks", "/assistant", "/settings"];

const isOwnPage = (path: string): boolean => ownPages.some((page) => path === page || path.startsWith(`${page}/`));

const isUnsafe = (method: string): boolean => !["GET", "HEAD", "OPTIONS"].includes(method);

/**
 * True when an unsafe request comes from a page of Stint. Server actions do not check this themselves without an
 * `Origin`, and an extension with host permission sends cookies with `Sec-Fetch-Site: none`.
 */
function fromOwnPage(headers: Headers): boolean {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (origin === null) return site === "same-origin";
  return isOwnOrigin(origin, headers) && (site === null || site === "same-origin");
}

/**
 * A program that probes for an endpoint, such as an MCP client that wants to register (RFC 7591): it has neither a page
 * nor a cookie, so the error says what to send instead of where it must come from.
 */
const isStrangeProgram = (headers: Headers): boolean =>
  ["origin", "sec-fetch-site", "cookie", "authorization"].every((name) => !headers.has(name));

function refuseStranger(requestId: string): NextResponse {
  const message =
    "Sign in to Stint, or send an API token as a bearer token. Clients cannot register here: create a token in Settings, API tokens.";
  const body = { error: "Unauthorized", code: "UNAUTHORIZED", message, detail: [], request_id: requestId };
  // Also in OAuth's format (RFC 7591, 3.2.2), which such clients display.
  return NextResponse.json(
    { ...body, error_description: message },
    {
      status: 401,
      headers: {
        ...pageHeaders(),
        ...{ "Cache-Control": "no-store", "X-Request-Id": requestId, "WWW-Authenticate": challenge(false) },
      },
    },
  );
}

/**
 * The error for a form that is too large or has no length, if any. Next itself responds to one that is too large with a
 * 500, after it has read it. Browsers always send the length of a form.
 */
function sizeProblem(headers: Headers): { status: 411 | 413; message: string } | null {
  const length = headers.get("content-length");
  if (length === null && headers.has("transfer-encoding")) return { status: 411, message: "Send Content-Length.\n" };
  return Number(length ?? 0) > bodyLimit ? { status: 413, message: "This form is larger than 1 MB.\n" } : null;
}

export function middleware(request: NextRequest): NextResponse {
  const { method, nextUrl } = request;
  const headers = new Headers(request.headers);
  const requestId = requestIdOf(headers);
  const refuse = (status: number, message: string): NextResponse => {
    const own = { "Cache-Control": "no-store", "X-Request-Id": requestId };
    return new NextResponse(message, { status, headers: { ...pageHeaders(), ...own } });
  };
  if (isUnsafe(method) && isStrangeProgram(headers)) return refuseStranger(requestId);
  if (isUnsafe(method) && !fromOwnPage(headers)) {
    return refuse(403, "This request did not come from Stint.\n");
  }
  const problem = isUnsafe(method) ? sizeProblem(headers) : null;
  if (problem) return refuse(problem.status, problem.message);
  const path = `${nextUrl.pathname}${nextUrl.search}`;
  const signedIn = readCookie(headers.get("cookie"), sessionCookieName()) !== undefined;
  if (!signedIn && !isUnsafe(method) && isOwnPage(nextUrl.pathname)) {
    const location = new URL(withReturn("/sign-in", path), nextUrl);
    return NextResponse.redirect(location, { status: 307, headers: pageHeaders() });
  }
  const policy = contentPolicy(randomBytes(16).toString("base64"), headers.get("host"));
  // Next reads the nonce from the policy in the request's headers.
  headers.set("content-security-policy", policy);
  headers.set("x-request-id", requestId);
  headers.set("x-stint-path", path);
  return NextResponse.next({
    request: { headers },
    headers: { ...pageHeaders(policy), "X-Request-Id": requestId },
  });
}
