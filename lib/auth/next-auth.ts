import "server-only";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { isOwnOrigin } from "@/lib/api/csrf.ts";
import { describeError } from "@/lib/api/describe-error.ts";
import { charge, LimitExceeded } from "@/lib/api/limits.ts";
import { addressOf, requestIdOf } from "@/lib/api/request.ts";
import { errorBody } from "@/lib/api/route.ts";
import { env, resetEnv } from "@/lib/env.ts";
import { AppError, toAppError } from "@/lib/errors.ts";
import { log } from "@/lib/log.ts";
import { sessionCookieName } from "./cookies.ts";
import { endEarly, leadBack } from "./github-callback.ts";
import { afterFailure, readTrip } from "./github-trip.ts";
import { nextAuthOptions, type Progress } from "./next-auth-options.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/** Of what next-auth answers, what Stint uses. Its log, for one, would write down whatever strangers send. */
const actions = ["signin", "callback", "signout", "session", "csrf", "providers", "error"];

let announced: string | undefined;

/** next-auth learns its own address from the environment alone. */
export function announceAddress(): void {
  const { APP_URL } = env();
  if (announced !== APP_URL) resetEnv({ NEXTAUTH_URL: APP_URL });
  announced = APP_URL;
}

const largestForm = 100_000;

/** Extensions with host permission send cookies too; what changes anything must come from a page of Stint. */
function refuseOthers({ method, headers }: Request): void {
  if (method === "GET") return;
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if ((origin !== null && !isOwnOrigin(origin, headers)) || (site !== null && site !== "same-origin")) {
    throw new AppError("CSRF_FAILED", "The request came from another site");
  }
  if (!(Number(headers.get("content-length") ?? 0) <= largestForm) || headers.has("transfer-encoding")) {
    throw new AppError("PAYLOAD_TOO_LARGE", "The form is too large");
  }
}

/** @throws {AppError} BAD_REQUEST for a body that is not what its type says */
async function passOn(request: NextRequest, context: Context, progress: Progress): Promise<Response> {
  try {
    return (await NextAuth(request, context, nextAuthOptions(progress))) as Response;
  } catch (cause) {
    throw cause instanceof SyntaxError ? new AppError("BAD_REQUEST", "The body is not valid JSON", { cause }) : cause;
  }
}

async function answer(request: NextRequest, context: Context, progress: Progress): Promise<Response> {
  const [action = "", provider] = (await context.params).nextauth;
  if (!actions.includes(action)) throw new AppError("NOT_FOUND", "There is nothing at this path");
  refuseOthers(request);
  await charge(action === "callback" ? "auth" : "default", `address:${progress.address}`);
  announceAddress();
  if (action !== "callback" || provider !== "github") return passOn(request, context, progress);
  return (await endEarly(request, progress.trip)) ?? leadBack(await passOn(request, context, progress), progress.trip);
}

function refusal(cause: unknown, { request, trip }: Progress, requestId: string): Response {
  const error = toAppError(cause);
  if (error.status >= 500) log().error({ request_id: requestId, ...describeError(cause) }, error.code);
  // Whoever comes back from GitHub too often is a person before a page, not a program.
  if (error instanceof LimitExceeded && request.method === "GET") {
    const Location = afterFailure(trip, error.code, error.retryAfter);
    return new Response(null, { status: 302, headers: { Location } });
  }
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (error.retryAfter !== undefined) headers["Retry-After"] = String(error.retryAfter);
  return new Response(errorBody(error, requestId), { status: error.status, headers });
}

/** next-auth would make a cookie last longer at every look at it; ours lasts as long as its login. */
function keepCookie(headers: Headers): void {
  const lines = headers.getSetCookie().filter((line) => !line.startsWith(`${sessionCookieName()}=ey`));
  headers.delete("Set-Cookie");
  for (const line of lines) headers.append("Set-Cookie", line);
}

/** The door of next-auth: everything below `/api/auth` that is its own. */
export async function handleNextAuth(request: NextRequest, context: Context): Promise<Response> {
  const started = performance.now();
  const requestId = requestIdOf(request.headers);
  const userAgent = request.headers.get("user-agent")?.slice(0, 300) ?? "";
  const trip = readTrip(request.headers, request.nextUrl.searchParams.get("state"));
  const progress: Progress = { request, address: addressOf(request.headers), userAgent, trip };
  const given = await answer(request, context, progress).catch((error: unknown) => refusal(error, progress, requestId));
  const headers = new Headers(given.headers);
  headers.set("Cache-Control", "no-store");
  headers.set("X-Request-Id", requestId);
  if (!progress.opened) keepCookie(headers);
  const action = (await context.params).nextauth[0] ?? "";
  log().info(
    {
      method: request.method,
      route: `/api/auth/${actions.includes(action) ? action : "(unknown)"}`,
      status: given.status,
      duration_ms: Math.round((performance.now() - started) * 100) / 100,
      user_id: progress.opened?.user.id,
      request_id: requestId,
    },
    "request",
  );
  return new Response(given.body, { status: given.status, headers });
}
