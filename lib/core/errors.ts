/** One code, one status, one title: the table that every door answers from. */
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
  // Logged, never read: the caller has left (a status that nginx made usual).
  CLIENT_CLOSED_REQUEST: { status: 499, title: "Client Closed Request" },
  INTERNAL: { status: 500, title: "Internal Server Error" },
  UNAVAILABLE: { status: 503, title: "Service Unavailable" },
} as const;

export type ErrorCode = keyof typeof errorTable;

/** One refused value: where it stands (`["body", "email"]`), what is wrong, and the kind of wrongness. */
export interface ErrorDetail {
  loc: (string | number)[];
  msg: string;
  type: string;
}

/** The type of the detail that says: prove once more that it is you, then the same request works. */
export const reauthenticationRequired = "reauthentication_required";

interface AppErrorOptions {
  cause?: unknown;
  detail?: ErrorDetail[];
  /** Seconds until a repeat makes sense; becomes `Retry-After`. */
  retryAfter?: number;
}

/** An error a caller may read. Everything else leaves Stint as `INTERNAL`, without a word of detail. */
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

/** The 422 for a value that is well formed but wrong, beside the field it concerns. */
export function invalid(loc: (string | number)[], msg: string, type = "invalid_value"): AppError {
  return new AppError("VALIDATION_ERROR", "Request validation failed", { detail: [{ loc, msg, type }] });
}

/** The 404 for a row that is missing or is somebody else's. */
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

/** True when the database refused a row because a unique index (of that name, when given) already has it. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return causes(error).some(
    (item) =>
      codeOf(item) === "23505" &&
      (constraint === undefined || ("constraint" in item && item.constraint === constraint)),
  );
}

/** True when the database refused to take away a row that others point at, or to add one that points at nothing. */
export const isForeignKeyViolation = (error: unknown): boolean =>
  causes(error).some((item) => codeOf(item) === "23503" || codeOf(item) === "23001");

// Class 08 (connection), 25P03 (a transaction was idle too long), 53300 (too many connections), 57014 (a statement took
// too long), 57P01-57P03 (shutting down, starting up): PostgreSQL, appendix A.
const awayCodes = /^(08...|25P03|53300|57014|57P0[1-3]|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)$/;
const awayMessages =
  /timeout exceeded when trying to connect|timeout expired|Connection terminated|connection timeout|not queryable/i;

/** True when the database could not be reached, as opposed to having refused a statement. */
export function isDatabaseAway(error: unknown): boolean {
  return causes(error).some((item) => awayCodes.test(codeOf(item)) || awayMessages.test(item.message));
}

/** Why the database takes no writes, when that is what an error says. */
function readOnlyReason(error: unknown): string | undefined {
  for (const item of causes(error)) {
    // Of the embedded database, which says why.
    if (codeOf(item) === "DISK_ALMOST_FULL") return item.message;
    // PostgreSQL, appendix A: read_only_sql_transaction (a standby), disk_full.
    if (codeOf(item) === "25006") return "The database is not accepting writes right now";
    if (codeOf(item) === "53100") return "The database disk is full, so nothing can be saved right now";
  }
  return undefined;
}

/**
 * Turns whatever was thrown into what a caller may know of it.
 * @param signal the request's: once its caller has left, what failed is no fault of ours
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
