import "server-only";
import {
  AISDKError,
  APICallError,
  EmptyResponseBodyError,
  InvalidResponseDataError,
  InvalidToolApprovalError,
  InvalidToolApprovalSignatureError,
  InvalidToolInputError,
  JSONParseError,
  LoadAPIKeyError,
  NoOutputGeneratedError,
  NoSuchModelError,
  NoSuchToolError,
  StreamProviderError,
  ToolCallNotFoundForApprovalError,
  TypeValidationError,
} from "ai";
import { causes } from "@/lib/core/errors.ts";
import type { FailureCode } from "./constants.ts";
import { type Failure, failure } from "./failure-messages.ts";

/** Classifies errors of models and their providers. */

/** The model has been silent for longer than the timeout. */
export class SilentModelError extends Error {
  override name = "SilentModelError";
}

/** The model's stream ended in the middle of its answer. */
export class CutStreamError extends Error {
  override name = "CutStreamError";
}

/** Seconds to wait according to a provider's `retry-after` (seconds or a date), at most an hour. */
export function retryAfterOf(error: unknown): number | undefined {
  if (!APICallError.isInstance(error)) return undefined;
  const value = error.responseHeaders?.["retry-after"];
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(1, Math.ceil(seconds))) : undefined;
}

function byStatus(status: number, text: string): FailureCode {
  if (status === 401 || status === 403) return "KEY_REFUSED";
  if (status === 404) return "UNKNOWN_MODEL";
  if (status === 429) return "RATE_LIMITED";
  if (status === 408 || status === 409 || status >= 500) return "UNREACHABLE";
  // Some providers return 400 for an unknown model.
  if (status >= 400)
    return /\bmodel\b.*\b(not (?:found|exist)|unknown|invalid)\b/is.test(text) ? "UNKNOWN_MODEL" : "REFUSED";
  // A response that could not be parsed.
  return "NONSENSE";
}

const unreadable = [
  EmptyResponseBodyError,
  InvalidResponseDataError,
  JSONParseError,
  NoOutputGeneratedError,
  TypeValidationError,
];
const forged = [InvalidToolApprovalError, InvalidToolApprovalSignatureError, ToolCallNotFoundForApprovalError];

function codeOf(error: Error): FailureCode | undefined {
  if (error instanceof SilentModelError) return "TOO_SLOW";
  if (error instanceof CutStreamError) return "UNREACHABLE";
  if (APICallError.isInstance(error) || StreamProviderError.isInstance(error)) {
    return error.statusCode === undefined ? undefined : byStatus(error.statusCode, error.message);
  }
  if (LoadAPIKeyError.isInstance(error)) return "KEY_REFUSED";
  if (NoSuchModelError.isInstance(error)) return "UNKNOWN_MODEL";
  if (forged.some((kind) => kind.isInstance(error))) return "APPROVAL_INVALID";
  if (unreadable.some((kind) => kind.isInstance(error))) return "NONSENSE";
  return undefined;
}

const network = /fetch failed|terminated|socket|network|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|UND_ERR/i;

// The SDK's own messages quote the conversation, which may contain such words.
const isNetwork = (error: Error): boolean =>
  !AISDKError.isInstance(error) && network.test(`${error.message} ${"code" in error ? String(error.code) : ""}`);

/** The failure for a thrown or streamed error. */
export function failureOf(error: unknown): Failure {
  const chain = causes(error);
  if (chain.some(isNetwork)) return failure("UNREACHABLE");
  for (const each of chain) {
    const code = codeOf(each);
    if (code) return failure(code, retryAfterOf(each));
  }
  // A request without a response, or an error in a stream without a status.
  if (APICallError.isInstance(error) || StreamProviderError.isInstance(error)) return failure("UNREACHABLE");
  // A provider's error in a stream is not always an Error.
  return failure(error instanceof Error && !AISDKError.isInstance(error) ? "INTERNAL" : "NONSENSE");
}

/** The message for the user about a tool call that could not be run. */
export function toolWords(error: unknown): string {
  if (NoSuchToolError.isInstance(error)) return "This tool does not exist.";
  if (InvalidToolInputError.isInstance(error)) return "The tool was called with invalid arguments.";
  return "The tool could not be run.";
}
