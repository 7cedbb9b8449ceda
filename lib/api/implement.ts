import "server-only";
import type { z } from "zod";
import { writeRefusal } from "@/db/index.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { AppError, type ErrorDetail } from "@/lib/core/errors.ts";
import { type AnyEndpoint, locationOf, type OutputOf, type ParsedInputOf } from "./contract.ts";
import { withoutNulls } from "./input.ts";

/** The origin of a call, whichever door it came through. */
export interface Caller {
  principal: Principal | null;
  requestId: string;
  address: string;
  userAgent: string;
  headers: Headers;
  /** Runs a task after the response was sent. */
  defer(task: () => Promise<void>): void;
  /** True for a request handled by Stint's native door, not by Next. */
  native?: boolean;
}

/** The caller as an endpoint's function sees it; `principal` is set unless the endpoint is public. */
export interface Call<P = Principal> extends Omit<Caller, "principal"> {
  principal: P;
}

/** A response with more than its data. Build one with {@link reply}, {@link versioned} or {@link streamed}. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  data?: unknown;
  stream?: ReadableStream<Uint8Array>;
  /** Data with a version: only loaded when neither the caller nor the cache has that version. */
  versioned?: { etag: string; maxAge: number; load: () => Promise<unknown> };
}

const replies = new WeakSet<object>();

const mark = (value: Reply): Reply => {
  replies.add(value);
  return value;
};

/** Responds with a status other than the default one, or with headers. */
export const reply = (status: number, data: unknown, headers: Record<string, string> = {}): Reply =>
  mark({ status, data, headers });

/** Responds with a stream of bytes; `headers` must include its media type. */
export const streamed = (stream: ReadableStream<Uint8Array>, headers: Record<string, string>): Reply =>
  mark({ stream, headers });

/**
 * Responds with data identified by `etag`. `load` runs only when neither the caller nor the cache has that version.
 * @param etag changes whenever the data may have changed, and differs between users; without quotes
 * @param maxAge seconds a private cache may store it
 */
export const versioned = (etag: string, maxAge: number, load: () => Promise<unknown>): Reply =>
  mark({ versioned: { etag, maxAge, load } });

const asReply = (value: unknown): Reply =>
  typeof value === "object" && value !== null && replies.has(value) ? (value as Reply) : { data: value };

type CallerFor<E> = E extends { access: "public" } ? Call<null> : Call;

/** The function that implements one endpoint. */
export type Body<E> = (
  call: CallerFor<E>,
  input: ParsedInputOf<E>,
) => Promise<OutputOf<E> | Reply> | OutputOf<E> | Reply;

/** A callable endpoint: as a function from pages and actions, through `execute` from the doors. */
export interface Implemented<E extends AnyEndpoint = AnyEndpoint> {
  contract: E;
  (caller: Caller, input: unknown): Promise<OutputOf<E>>;
  /** Checks access, parses the input, runs. The response data is not parsed yet: {@link parseOutput} does that. */
  execute(caller: Caller, input: unknown): Promise<Reply>;
}

/**
 * Rejects a caller without access to the endpoint.
 * @throws {AppError} UNAUTHORIZED or FORBIDDEN
 */
export function guard(contract: AnyEndpoint, caller: Caller): void {
  if (contract.access === "public") return;
  const { principal } = caller;
  if (!principal) throw new AppError("UNAUTHORIZED", "Sign in or send a valid token");
  if (contract.access === "admin" && principal.role !== "admin") {
    throw new AppError("FORBIDDEN", "Only administrators may do this");
  }
  if (contract.access === "login" && principal.login_session_id === null) {
    throw new AppError("FORBIDDEN", "An API token cannot do this; sign in instead");
  }
  const unsafe = contract.method !== "GET";
  if (unsafe && !principal.may_write && !contract.viewersToo) {
    throw new AppError(
      "FORBIDDEN",
      principal.role === "viewer" ? "A viewer can only read" : "This token can only read",
    );
  }
}

/**
 * The database rejects writes itself; checking here also covers writes that would only run after the response.
 * @throws {AppError} UNAVAILABLE while the database is read-only
 */
function refuseWhileReadOnly(): void {
  const reason = writeRefusal();
  if (reason !== undefined) throw new AppError("UNAVAILABLE", reason, { retryAfter: 60 });
}

/** Converts zod's issues into the contract's details. */
function detailsOf(contract: AnyEndpoint, issues: z.core.$ZodIssue[]): ErrorDetail[] {
  return issues.flatMap((issue): ErrorDetail[] => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    const [field] = path;
    const place =
      field === undefined ? (contract.method === "GET" ? "query" : "body") : locationOf(contract, String(field));
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((name) => ({ loc: [place, ...path, name], msg: "Unknown field", type: issue.code }));
    }
    return [
      {
        loc: [place, ...path],
        msg: issue.message,
        type: issue.code === "invalid_format" ? "invalid_format" : issue.code,
      },
    ];
  });
}

/**
 * Parses the input; `null` for an optional, non-nullable field counts as absent.
 * @throws {AppError} VALIDATION_ERROR with one detail for each invalid value
 */
export function parseInput(contract: AnyEndpoint, input: unknown): unknown {
  const result = contract.input.safeParse(withoutNulls(contract.input, input));
  if (result.success) return result.data;
  throw new AppError("VALIDATION_ERROR", "Request validation failed", {
    detail: detailsOf(contract, result.error.issues),
  });
}

/** Drops everything the contract does not name. A mismatch is a bug of ours, so it surfaces as an unknown error. */
export function parseOutput(contract: AnyEndpoint, status: number, data: unknown): unknown {
  const shape = contract.output[status];
  if (shape === undefined)
    throw new Error(`${contract.method} ${contract.path} answers ${status}, which its contract lacks`);
  return shape !== null && "parse" in shape ? shape.parse(data) : null;
}

/** The default status of an endpoint: the first one in its contract. */
export const usualStatus = (contract: AnyEndpoint): number => Number(Object.keys(contract.output)[0]);

function implementOne<E extends AnyEndpoint>(contract: E, body: Body<E>): Implemented<E> {
  const execute = async (caller: Caller, input: unknown): Promise<Reply> => {
    guard(contract, caller);
    const parsed = parseInput(contract, input);
    if (contract.method !== "GET") refuseWhileReadOnly();
    return asReply(await body(caller as CallerFor<E>, parsed as ParsedInputOf<E>));
  };
  const call = async (caller: Caller, input: unknown): Promise<OutputOf<E>> => {
    const answer = await execute(caller, input);
    if (answer.stream) return answer.stream as OutputOf<E>;
    const data = answer.versioned ? await answer.versioned.load() : answer.data;
    return parseOutput(contract, answer.status ?? usualStatus(contract), data) as OutputOf<E>;
  };
  return Object.assign(call, { contract, execute });
}

/** Joins contracts with their functions; a contract without one does not compile. */
export function implement<C extends Record<string, AnyEndpoint>>(
  contracts: C,
  bodies: { [K in keyof C]: Body<C[K]> },
): { [K in keyof C]: Implemented<C[K]> } {
  const entries = Object.keys(contracts).map((name) => {
    const contract = contracts[name];
    const body = bodies[name];
    if (!contract || !body) throw new Error(`${name} has no body`);
    return [name, implementOne(contract, body as Body<AnyEndpoint>)];
  });
  return Object.fromEntries(entries) as { [K in keyof C]: Implemented<C[K]> };
}
