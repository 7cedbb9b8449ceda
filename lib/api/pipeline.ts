import "server-only";
import { channel } from "node:diagnostics_channel";
import type { Principal } from "@/lib/auth/principal.ts";
import { describeError } from "@/lib/core/describe-error.ts";
import { type AppError, toAppError } from "@/lib/core/errors.ts";
import { log } from "@/lib/core/log.ts";
import type { LimitName } from "./contract.ts";
import { addressKey, charge, LimitExceeded, type LimitState } from "./limits.ts";
import { addressOf, requestIdOf } from "./request.ts";
import { chargeArrival, isSignInLimit } from "./sign-in-limits.ts";

/**
 * The path of every call, whichever door it came through: it is charged to the caller's rate limit, it runs (access,
 * input, service and output are in `implement.ts`), its error is mapped, and it leaves one line in the access log,
 * which metrics and the audit log receive too.
 */

/** The entry points: the API, a form's server action, MCP, a tool called by a model, and next-auth's own paths. */
export type Door = "rest" | "form" | "mcp" | "tool" | "next-auth";

/** The context of one call, from which its access log line is built. */
export interface CallContext {
  door: Door;
  /** The contract's path with its parameters as placeholders, or a tool's name; never caller input. */
  route: string;
  /** The HTTP method; a form's or a tool's call has none. */
  method?: string;
  requestId: string;
  address: string;
  /** Start time, on the clock of `performance.now()`. */
  startedAt: number;
  userId?: number;
  status: number;
  /** From the error table, or a tool's own code; set for calls that were refused or failed. */
  code?: string;
  /** The rate limit it was charged to. */
  limit?: LimitState;
}

/** The origin of a call, as it is logged. */
export type Origin = Pick<CallContext, "requestId" | "address">;

/** The origin of a request with these headers. */
export const originOf = (headers: Headers): Origin => ({
  requestId: requestIdOf(headers),
  address: addressOf(headers),
});

/** Creates the context of a call. */
export function beginCall(door: Door, route: string, { requestId, address }: Origin, method?: string): CallContext {
  const startedAt = performance.now();
  return { door, route, requestId, address, startedAt, status: 200, ...(method !== undefined && { method }) };
}

/**
 * Charges a call to the signed-in user, or to the address when nobody is signed in. A sign-in is charged the rest once
 * its account is known (`chargeAttempt`).
 * @throws {LimitExceeded}
 */
export async function chargeCall(
  context: CallContext,
  limit: LimitName,
  principal: Pick<Principal, "id"> | null,
  headers: Headers,
): Promise<void> {
  if (principal) context.userId = principal.id;
  if (limit === "none") return;
  const { address } = context;
  const state = isSignInLimit(limit)
    ? await chargeArrival(limit, { headers, address })
    : await charge(limit, principal ? `user:${principal.id}` : addressKey(address));
  if (state) context.limit = state;
}

/** A line of the access log, as published on `accessLog`. */
export interface AccessLine {
  door: Door;
  method?: string;
  route: string;
  status: number;
  code?: string;
  /** Milliseconds, rounded to hundredths. */
  duration_ms: number;
  user_id?: number;
  /** Only for refused calls: an operator needs to see where attacks come from, and need not see where users are. */
  address?: string;
  request_id: string;
}

/**
 * Publishes each {@link AccessLine}. A diagnostics channel is shared by the whole process, however often this module is
 * bundled.
 */
export const accessLog = channel("stint.access");

/** Logs a finished call. */
function writeAccessLine(context: CallContext): void {
  const { door, method, route, status, code, userId, address, requestId } = context;
  const line: AccessLine = {
    door,
    ...(method !== undefined && { method }),
    ...{ route, status },
    ...(code !== undefined && { code }),
    duration_ms: Math.round((performance.now() - context.startedAt) * 100) / 100,
    ...(userId !== undefined && { user_id: userId }),
    // next-auth redirects after a refused sign-in, so there is an error code but no error status.
    ...((status >= 400 || code !== undefined) && { address }),
    request_id: requestId,
  };
  log().info(line, "request");
  if (accessLog.hasSubscribers) accessLog.publish(line);
}

/**
 * Runs a call to its end. Every error is mapped by the one error table; unexpected ones are logged with their stack.
 * @param work sets `context.status` where it is not 200
 * @param refuse builds the door's response for an error
 * @param signal of the caller, who may have disconnected since
 */
export async function runCall<T>(
  context: CallContext,
  work: () => Promise<T>,
  refuse: (error: AppError) => T,
  signal?: AbortSignal,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof LimitExceeded) context.limit = cause.state;
    const error = toAppError(cause, signal);
    if (error.status >= 500) log().error({ request_id: context.requestId, ...describeError(cause) }, error.code);
    context.status = error.status;
    context.code = error.code;
    return refuse(error);
  } finally {
    writeAccessLine(context);
  }
}
