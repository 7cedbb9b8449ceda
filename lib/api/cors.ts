import "server-only";
import { env } from "@/lib/core/env.ts";

const allowedHeaders = "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-CSRF-Token, X-Request-Id";
const exposedHeaders = "ETag, Retry-After, RateLimit, X-Request-Id";
const localhost = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** True when pages of this origin may call from a browser. */
export function isListed(origin: string): boolean {
  const { ALLOWED_ORIGINS, NODE_ENV } = env();
  return ALLOWED_ORIGINS.includes(origin) || (NODE_ENV === "development" && localhost.test(origin));
}

/** Headers that let a listed origin read a response; none for other origins. Never `*`, never with credentials. */
export function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get("origin");
  if (!origin || !isListed(origin)) return {};
  return { "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": exposedHeaders };
}

/** Additional headers of a preflight response, for a listed origin. */
export function preflightHeaders(request: Request, methods: string): Record<string, string> {
  const cors = corsHeaders(request);
  if (!cors["Access-Control-Allow-Origin"]) return {};
  return {
    ...cors,
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Allow-Headers": allowedHeaders,
    "Access-Control-Max-Age": "600",
  };
}
