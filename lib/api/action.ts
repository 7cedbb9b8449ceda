import "server-only";
import { cookies, headers } from "next/headers";
import { identify } from "@/lib/auth/principal.ts";
import { AppError, reauthenticationRequired } from "@/lib/core/errors.ts";
import { fieldsOf } from "./api-error.ts";
import type { AnyEndpoint, InputOf, OutputOf } from "./contract.ts";
import { defer } from "./defer.ts";
import type { Caller, Implemented } from "./implement.ts";
import { beginCall, chargeCall, originOf, runCall } from "./pipeline.ts";
import { userAgentOf } from "./request.ts";
import { chargeAttempt, isSignInLimit } from "./sign-in-limits.ts";

/** The caller of a page or of a server action, identified by the sign-in cookie. */
export async function pageCaller(): Promise<Caller> {
  // Includes cookies the action has set or deleted.
  const cookie = (await cookies()).toString();
  const given = new Headers(await headers());
  given.set("cookie", cookie);
  // A page request may carry Authorization (from a proxy, say); pages only use the cookie.
  const cookieOnly = new Headers({ cookie });
  const { principal } = await identify(cookieOnly);
  return { principal, ...originOf(given), userAgent: userAgentOf(given), headers: given, defer };
}

/**
 * The result a form receives: the data, or error messages by field. Keyed by the field's name and, for nested fields,
 * also by the whole path, such as `poses.2.note`. Never includes a typed password.
 */
export type ActionResult<T> =
  | { ok: true; data: T }
  | {
      ok: false;
      code: string;
      message: string;
      fields: Record<string, string>;
      /** Seconds until a retry makes sense. */
      retryAfter?: number;
      /** Request id in the server's log; absent when the server was not called. */
      requestId?: string;
    };

function failureOf(error: AppError, requestId: string): ActionResult<never> {
  const { message, detail, retryAfter } = error;
  const stale = detail.some(({ type }) => type === reauthenticationRequired);
  const code = stale ? "REAUTHENTICATION_REQUIRED" : error.code;
  const more = { requestId, ...(retryAfter !== undefined && { retryAfter }) };
  return { ok: false, code, message, fields: fieldsOf(detail), ...more };
}

/**
 * The error when a page was rendered for another user: another tab of the browser has signed in to a different account.
 */
const otherPerson = () =>
  new AppError(
    "USER_ID_MISMATCH",
    "Another account is now signed in in this browser. Nothing was changed. Reload the page.",
  );

/**
 * The form door: runs the endpoint as the page's caller, and turns errors into form messages. middleware.ts has already
 * rejected cross-site requests.
 * @param person id of the account whose page sends this; any other caller is refused
 */
export async function act<E extends AnyEndpoint>(
  endpoint: Implemented<E>,
  input: InputOf<E>,
  person?: number,
): Promise<ActionResult<OutputOf<E>>> {
  const caller = await pageCaller();
  const { limit, path } = endpoint.contract;
  const { principal, headers } = caller;
  const call = beginCall("form", path, caller);
  if (principal) call.userId = principal.id;
  const work = async (): Promise<ActionResult<OutputOf<E>>> => {
    if (person !== undefined && principal && principal.id !== person) throw otherPerson();
    await chargeCall(call, limit, principal, headers);
    if (isSignInLimit(limit)) {
      const { email } = input as { email?: unknown };
      call.limit = await chargeAttempt(limit, caller, email, call.limit);
    }
    return { ok: true, data: await endpoint(caller, input) };
  };
  return runCall(call, work, (error) => failureOf(error, caller.requestId));
}
