import type { ErrorDetail } from "@/lib/core/errors.ts";

/**
 * The first message for each field: keyed by the field's name and, for nested fields, also by the whole path, such as
 * `poses.2.note`.
 */
export function fieldsOf(detail: ErrorDetail[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { loc, msg } of detail) {
    const field = loc[1];
    if (field !== undefined) fields[String(field)] ??= msg;
    if (loc.length > 2) fields[loc.slice(1).join(".")] ??= msg;
  }
  return fields;
}

/** An unsuccessful API response, with the error from its body. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly detail: ErrorDetail[];
  readonly requestId: string | null;
  /** Seconds until a retry makes sense, when the API said so. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    body: { code?: string; message?: string; detail?: ErrorDetail[] },
    headers: Pick<Headers, "get">,
  ) {
    super(body.message ?? `HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? "INTERNAL";
    this.detail = body.detail ?? [];
    this.requestId = headers.get("x-request-id");
    const seconds = Number(headers.get("retry-after") ?? Number.NaN);
    this.retryAfter = Number.isFinite(seconds) ? seconds : undefined;
  }

  /** Validation errors, by field. */
  get fields(): Record<string, string> {
    return fieldsOf(this.detail);
  }

  /** The error of a response, whatever its body is. */
  static async of(response: Response): Promise<ApiError> {
    return new ApiError(response.status, await response.json().catch(() => ({})), response.headers);
  }
}
