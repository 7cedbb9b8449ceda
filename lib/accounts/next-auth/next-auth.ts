import "server-only";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { signedOutCookie } from "@/lib/accounts/constants.ts";
import { parseJson, readText } from "@/lib/api/body.ts";
import { isOwnOrigin } from "@/lib/api/csrf.ts";
import { addressKey, charge, LimitExceeded } from "@/lib/api/limits.ts";
import { beginCall, originOf, runCall } from "@/lib/api/pipeline.ts";
import { errorBody } from "@/lib/api/reply.ts";
import { userAgentOf } from "@/lib/api/request.ts";
import { chargeArrival, chargeAttempt } from "@/lib/api/sign-in-limits.ts";
import { sessionCookieName } from "@/lib/auth/cookies.ts";
import { deviceCookieLine } from "@/lib/auth/device.ts";
import { env, resetEnv } from "@/lib/core/env.ts";
import { AppError } from "@/lib/core/errors.ts";
import { policies, securityHeaders } from "@/lib/core/security-headers.ts";
import { endEarly, leadBack } from "./github-callback.ts";
import { afterFailure, readTrip } from "./github-trip.ts";
import { nextAuthOptions, type Progress } from "./options.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/** The next-auth endpoints that Stint uses. Its log endpoint, for one, would log whatever strangers send. */
const actions = ["signin", "callback", "signout", "session", "csrf", "providers", "error"];

let announced: string | undefined;

/** next-auth reads its own URL only from the environment. */
export function announceAddress(): void {
  const { APP_URL } = env();
  if (announced !== APP_URL) resetEnv({ NEXTAUTH_URL: APP_URL });
  announced = APP_URL;
}

const largestForm = 100_000;

/** Extensions with host permission send cookies too; an unsafe request must come from a page of Stint. */
function refuseOthers({ method, headers }: Request): void {
  if (method === "GET") return;
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if ((origin !== null && !isOwnOrigin(origin, headers)) || (site !== null && site !== "same-origin")) {
    throw new AppError("CSRF_FAILED", "The request came from another site");
  }
}

/**
 * The request with its body read and checked as at every other door; next-auth would read it without limits.
 * @throws {AppError} as {@link readText} and {@link parseJson}
 */
async function withCheckedBody(request: NextRequest): Promise<NextRequest> {
  const { url, method, headers, signal } = request;
  if (method === "GET" || method === "HEAD") return request;
  const body = await readText(request, largestForm);
  if (body !== "" && headers.get("content-type")?.includes("application/json")) parseJson(body);
  return new NextRequest(url, { method, headers, signal, ...(body !== "" && { body }) });
}

const passOn = async (request: NextRequest, context: Context, progress: Progress): Promise<Response> =>
  (await NextAuth(await withCheckedBody(request), context, nextAuthOptions(progress))) as Response;

async function answer(request: NextRequest, context: Context, progress: Progress): Promise<Response> {
  const [action = "", provider] = (await context.params).nextauth;
  if (!actions.includes(action)) throw new AppError("NOT_FOUND", "Nothing exists at this path");
  refuseOthers(request);
  if (action === "callback") progress.charged = await chargeArrival("auth", progress);
  else await charge("default", addressKey(progress.address));
  announceAddress();
  if (action !== "callback" || provider !== "github") return passOn(request, context, progress);
  await chargeAttempt("auth", progress, undefined, progress.charged);
  return (await endEarly(request, progress.trip)) ?? leadBack(await passOn(request, context, progress), progress.trip);
}

function refusal(error: AppError, { request, trip }: Progress, requestId: string): Response {
  // A rate-limited callback from GitHub is a user looking at a page, not a program.
  if (error instanceof LimitExceeded && request.method === "GET") {
    const Location = afterFailure(trip, error.code, error.retryAfter);
    return new Response(null, { status: 302, headers: { Location } });
  }
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (error.retryAfter !== undefined) headers["Retry-After"] = String(error.retryAfter);
  return new Response(errorBody(error, requestId), { status: error.status, headers });
}

/** next-auth would extend a cookie on every read; ours lasts as long as its login. */
function keepCookie(headers: Headers): void {
  const lines = headers.getSetCookie().filter((line) => !line.startsWith(`${sessionCookieName()}=ey`));
  headers.delete("Set-Cookie");
  for (const line of lines) headers.append("Set-Cookie", line);
}

/** next-auth repeats its input in redirect URLs; Node rejects a header with control characters. */
function keepLocation(headers: Headers): void {
  const location = headers.get("location");
  if (location) headers.set("Location", location.replace(/[^\x21-\x7e]/g, encodeURIComponent));
}

/** The door of next-auth: every path below `/api/auth` that is its own. */
export async function handleNextAuth(request: NextRequest, context: Context): Promise<Response> {
  const { headers: sent } = request;
  const action = (await context.params).nextauth[0] ?? "";
  const path = `/api/auth/${actions.includes(action) ? action : "(unknown)"}`;
  const call = beginCall("next-auth", path, originOf(sent), request.method);
  const { requestId, address } = call;
  const trip = readTrip(sent, request.nextUrl.searchParams.get("state"));
  const progress: Progress = { request, headers: sent, address, userAgent: userAgentOf(sent), trip };
  const work = async () => {
    const response = await answer(request, context, progress);
    call.status = response.status;
    if (progress.opened) call.userId = progress.opened.user.id;
    if (progress.refused) call.code = progress.refused;
    return response;
  };
  const given = await runCall(call, work, (error) => refusal(error, progress, requestId), request.signal);
  const headers = new Headers(given.headers);
  const policy = headers.get("content-type")?.startsWith("text/html") ? policies.form : policies.data;
  for (const [name, value] of Object.entries(securityHeaders(policy))) headers.set(name, value);
  headers.set("Cache-Control", "no-store");
  headers.set("X-Request-Id", requestId);
  keepLocation(headers);
  if (!progress.opened) keepCookie(headers);
  else {
    headers.append("Set-Cookie", deviceCookieLine(sent, progress.opened.user.email));
    headers.append("Set-Cookie", `${signedOutCookie}=; Path=/; Max-Age=0; SameSite=Lax`);
  }
  return new Response(given.body, { status: given.status, headers });
}
