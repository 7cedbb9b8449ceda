import "server-only";
import type { Instrumentation } from "next";
import { describeError } from "@/lib/core/describe-error.ts";
import { log } from "@/lib/core/log.ts";

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Logs why a page failed to render. The user sees only the digest, which is logged here. */
export const logPageError: Instrumentation.onRequestError = (error, request, { routePath, routeType }) => {
  const digest = error instanceof Error && "digest" in error ? textOf(error.digest) : undefined;
  const request_id = textOf(request.headers["x-request-id"]);
  log().error({ request_id, route: routePath, kind: routeType, digest, ...describeError(error) }, "a page failed");
};
