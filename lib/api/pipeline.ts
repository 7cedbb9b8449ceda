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
 * What every call passes, whichever door it comes through: it is charged to whoever calls, it runs (guard, input,
 * service and output are `implement.ts`), its error is mapped, and it leaves one line in the access log, of which
 * metrics and the audit are told.
 */

/** The ways in: the API, a form's server action, MCP, a tool that a model calls, and next-auth's own addresses. */
export type Door = "rest" | "form" | "mcp" | "tool" | "next-auth";

/** One call on its way; the access log's line is made of it. */
export interface CallContext {
  door: Door;
  /** The contract's path with its parameters unfilled, or a tool's name; never what a caller chose. */
  route: string;
  /** Of HTTP; a form's or a tool's call has none of its own. */
  method?: string;
  requestId: string;
  address: string;
  /** When it began, on the clock of `performance.now()`. */
  startedAt: number;
  userId?: number;
  status: number;
  /** Of the error table, or a tool's own; set for what was refused or failed. */
  code?: string;
  /** The budget it was charged to. */
  limit?: LimitState;
}

/** Whence a call comes, as the log names it. */
export type Origin = Pick<CallContext, "requestId" | "address">;

/** The origin of a request with these headers. */
export const originOf = (headers: Headers): Origin => ({
  requestId: requestIdOf(headers),
  address: addressOf(headers),
});

/** Begins the context of a call. */
export function beginCall(door: Door, route: string, { requestId, address }: Origin, method?: string): CallContext {
  const startedAt = performance.now();
  return { door, route, requestId, address, startedAt, status: 200, ...(method !== undefined && { method }) };
}

/**
 * Charges a call to the person who makes it, or to the address where nobody is signed in. A sign-in is charged the rest
 * once its account is known (`chargeAttempt`).
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

/** A line of the access log, as `accessLog` hands it on. */
export interface AccessLine {
  door: Door;
  method?: string;
  route: string;
  status: number;
  code?: string;
  /** Milliseconds, to the hundredth. */
  duration_ms: number;
  user_id?: number;
  /** Only of what was refused: an operator must see who knocks, and need not see where people are. */
  address?: string;
  request_id: string;
}

/** Publishes each {@link AccessLine}. A channel is the process's own, however often this module is bundled. */
export const accessLog = channel("stint.access");

/** Writes the line of a call that has ended. */
function writeAccessLine(context: CallContext): void {
  const { door, method, route, status, code, userId, address, requestId } = context;
  const line: AccessLine = {
    door,
    ...(method !== undefined && { method }),
    ...{ route, status },
    ...(code !== undefined && { code }),
    duration_ms: Math.round((performance.now() - context.startedAt) * 100) / 100,
    ...(userId !== undefined && { user_id: userId }),
    // next-auth leads away from a refused sign-in, which then has a code and no such status.
    ...((status >= 400 || code !== undefined) && { address }),
    request_id: requestId,
  };
  log().info(line, "request");
  if (accessLog.hasSubscribers) accessLog.publish(line);
}

/**
 * Runs a call to its end. Whatever it throws is mapped by the one table of errors; what is nobody's fault but ours is
 * logged with its stack.
 * @param work sets `context.status` where it is not 200
 * @param refuse makes the door's answer of an error
 * @param signal of the caller, who may have left meanwhile
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
