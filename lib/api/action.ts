import "server-only";
import { cookies, headers } from "next/headers";
import { identify } from "@/lib/auth/principal.ts";
import { type AppError, type ErrorDetail, toAppError } from "@/lib/errors.ts";
import { log } from "@/lib/log.ts";
import type { AnyEndpoint, InputOf, OutputOf } from "./contract.ts";
import { defer } from "./defer.ts";
import { describeError } from "./describe-error.ts";
import type { Caller, Implemented } from "./implement.ts";
import { charge } from "./limits.ts";
import { addressOf, requestIdOf } from "./request.ts";

/** The caller of a page or of a server action, known by the sign-in cookie. */
export async function pageCaller(): Promise<Caller> {
  const given = await headers();
  // A page request may carry Authorization (a proxy's, say); pages only ever know the cookie.
  const cookieOnly = new Headers({ cookie: (await cookies()).toString() });
  const { principal } = await identify(cookieOnly);
  return {
    principal,
    requestId: requestIdOf(given),
    address: addressOf(given),
    userAgent: given.get("user-agent")?.slice(0, 300) ?? "",
    headers: given,
    defer,
  };
}

/**
 * What a form gets back: the data, or what to say and beside which field: by the field's name, and where it holds more
 * by the whole path as well, as `poses.2.note`. Never what was typed as a password.
 */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; code: string; message: string; fields: Record<string, string>; retryAfter?: number };

function fieldsOf(detail: ErrorDetail[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { loc, msg } of detail) {
    const field = loc[1];
    if (field !== undefined) fields[String(field)] ??= msg;
    if (loc.length > 2) fields[loc.slice(1).join(".")] ??= msg;
  }
  return fields;
}

/** For a page that was made for somebody else: another tab of the browser has signed in a different account. */
const otherPerson = {
  ok: false,
  code: "USER_ID_MISMATCH",
  message: "Another account is signed in in this browser now. Nothing was changed; load the page anew.",
  fields: {},
} as const;

/**
 * The form door: charges the limit, runs the endpoint as the page's caller, and turns refusals into words for the
 * form. middleware.ts has already refused requests of other sites.
 * @param person id of the account whose page sends this; anybody else is refused
 */
export async function act<E extends AnyEndpoint>(
  endpoint: Implemented<E>,
  input: InputOf<E>,
  person?: number,
): Promise<ActionResult<OutputOf<E>>> {
  const caller = await pageCaller();
  if (person !== undefined && caller.principal && caller.principal.id !== person) return otherPerson;
  try {
    const { limit } = endpoint.contract;
    if (limit !== "none") {
      const byUser = caller.principal && limit !== "auth";
      await charge(limit, byUser ? `user:${caller.principal?.id}` : `address:${caller.address}`);
      const email = (input as { email?: unknown }).email;
      if (limit === "auth" && typeof email === "string") await charge("auth", `account:${email.trim().toLowerCase()}`);
    }
    return { ok: true, data: await endpoint(caller, input) };
  } catch (cause) {
    const error: AppError = toAppError(cause);
    if (error.status >= 500) log().error({ request_id: caller.requestId, ...describeError(cause) }, error.code);
    const { code, message, detail, retryAfter } = error;
    return { ok: false, code, message, fields: fieldsOf(detail), ...(retryAfter !== undefined && { retryAfter }) };
  }
}
