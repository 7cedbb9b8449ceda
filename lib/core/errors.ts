/** One code, one status, one title: the error table of every door. */
export const errorTable = {
  BAD_REQUEST: { status: 400, title: "Bad Request" },
  UNAUTHORIZED: { status: 401, title: "Unauthorized" },
  FORBIDDEN: { status: 403, title: "Forbidden" },
  CSRF_FAILED: { status: 403, title: "Forbidden" },
  USER_ID_MISMATCH: { status: 403, title: "Forbidden" },
  NOT_FOUND: { status: 404, title: "Not Found" },
  METHOD_NOT_ALLOWED: { status: 405, title: "Method Not Allowed" },
  CONFLICT: { status: 409, title: "Conflict" },
  PAYLOAD_TOO_LARGE: { status: 413, title: "Payload Too Large" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: "Unsupported Media Type" },
  VALIDATION_ERROR: { status: 422, title: "Validation Error" },
  RATE_LIMITED: { status: 429, title: "Too Many Requests" },
  // Logged, never received: the caller has disconnected (a status introduced by nginx).
  CLIENT_CLOSED_REQUEST: { status: 499, title: "Client Closed Request" },
  INTERNAL: { status: 500, title: "Internal Server Error" },
  UNAVAILABLE: { status: 503, title: "Service Unavailable" },
} as const;

export type ErrorCode = keyof typeof errorTable;

/** One invalid value: its path (`["body", "email"]`), the message, and the error type. */
export interface ErrorDetail {
  loc: (string | number)[];
  msg: string;
  type: string;
}

/** The type of the detail that asks for re-authentication; after it, the same request works. */
export const reauthenticationRequired = "reauthentication_required";

interface AppErrorOptions {
  cause?: unknown;
  detail?: ErrorDetail[];
  /** Seconds until a retry makes sense; becomes `Retry-After`. */
  retryAfter?: number;
}

/** An error a caller may read. Everything else is sent as `INTERNAL`, without details. */
export class AppError extends Error {
  override name = "AppError";
  readonly code: ErrorCode;
  readonly detail: ErrorDetail[];
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.detail = options.detail ?? [];
    this.retryAfter = options.retryAfter;
  }

  get status(): number {
    return errorTable[this.code].status;
  }
}

/** The 422 for a well-formed but invalid value, with the field it concerns. */
export function invalid(loc: (string | number)[], msg: string, type = "invalid_value"): AppError {
  return new AppError("VALIDATION_ERROR", "Request validation failed", { detail: [{ loc, msg, type }] });
}

/** The 404 for a row that is missing or belongs to somebody else. */
export function notFound(what: string): AppError {
  return new AppError("NOT_FOUND", `${what} not found`);
}

/** `cause` and its causes, outermost first. Drizzle wraps what a driver throws. */
export function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let current = error; current instanceof Error && chain.length < 8; current = current.cause) chain.push(current);
  return chain;
}

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "");

/** True when a unique index (of that name, when given) rejected a duplicate row. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return causes(error).some(
    (item) =>
      codeOf(item) === "23505" &&
      (constraint === undefined || ("constraint" in item && item.constraint === constraint)),
  );
}

/** True when a foreign key rejected deleting a referenced row, or inserting one whose reference does not exist. */
export const isForeignKeyViolation = (error: unknown): boolean =>
  causes(error).some((item) => codeOf(item) === "23503" || codeOf(item) === "23001");

// Class 08 (connection), 25P03 (a transaction was idle too long), 53300 (too many connections), 57014 (a statement took
// too long), 57P01-57P03 (shutting down, starting up): PostgreSQL, appendix A.
const awayCodes = /^(08...|25P03|53300|57014|57P0[1-3]|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)$/;
const awayMessages =
  /timeout exceeded when trying to connect|timeout expired|Connection terminated|connection timeout|not queryable/i;

/** True when the database could not be reached, as opposed to having rejected a statement. */
export function isDatabaseAway(error: unknown): boolean {
  return causes(error).some((item) => awayCodes.test(codeOf(item)) || awayMessages.test(item.message));
}

/** Why the database is read-only, if the error says so. */
function readOnlyReason(error: unknown): string | undefined {
  for (const item of causes(error)) {
    // The embedded database's error gives the reason.
    if (codeOf(item) === "DISK_ALMOST_FULL") return item.message;
    // PostgreSQL, appendix A: read_only_sql_transaction (a standby), disk_full.
    if (codeOf(item) === "25006") return "The database is not accepting writes right now";
    if (codeOf(item) === "53100") return "The database disk is full, so nothing can be saved right now";
  }
  return undefined;
}

/**
 * Maps any thrown value to an error the caller may read.
 * @param signal the request's: once its caller has disconnected, a failure is not a server error
 */
export function toAppError(error: unknown, signal?: AbortSignal): AppError {
  if (error instanceof AppError && (error.status < 500 || !signal?.aborted)) return error;
  if (signal?.aborted) return new AppError("CLIENT_CLOSED_REQUEST", "The caller has left", { cause: error });
  if (isDatabaseAway(error)) {
    return new AppError("UNAVAILABLE", "The database cannot be reached", { cause: error, retryAfter: 5 });
  }
  const reason = readOnlyReason(error);
  if (reason !== undefined) return new AppError("UNAVAILABLE", reason, { cause: error, retryAfter: 60 });
  return new AppError("INTERNAL", "Something went wrong on our side", { cause: error });
}
