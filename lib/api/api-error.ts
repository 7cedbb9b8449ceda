import type { ErrorDetail } from "@/lib/core/errors.ts";

/** An answer that was no success, with what the API said about it. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly detail: ErrorDetail[];
  readonly requestId: string | null;
  /** Seconds until a repeat makes sense, when the API said so. */
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

  /** The error an answer tells of, whatever its body is. */
  static async of(response: Response): Promise<ApiError> {
    return new ApiError(response.status, await response.json().catch(() => ({})), response.headers);
  }
}
