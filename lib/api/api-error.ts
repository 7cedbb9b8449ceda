import type { ErrorDetail } from "@/lib/core/errors.ts";

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

  /** The error of a response, whatever its body is. */
  static async of(response: Response): Promise<ApiError> {
    return new ApiError(response.status, await response.json().catch(() => ({})), response.headers);
  }
}
