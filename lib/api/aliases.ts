/**
 * Path aliases, in the syntax of Next's rewrites (path-to-regexp 6). next.config.ts passes them to Next,
 * `native/router.ts` to the native door: both match them after static paths and before paths with parameters. Relative
 * imports only, as next.config.ts loads this.
 */

// Paths under /api that are not rewritten: the versioned API itself, the unversioned doors, and next-auth's own.
// `auth/session` is next-auth's, `auth/sessions` is ours: each name must be followed by a slash or the end.
const ownPaths = [
  "v1",
  "mcp",
  "cron",
  "auth/(?:signin|callback|signout|session|csrf|providers|error|verify-request|_log)",
].join("|");

/** A source path and its destination; `:name` is a segment, with its pattern in brackets. */
export interface Alias {
  source: string;
  destination: string;
}

/** The first matching source wins. */
export const aliases: Alias[] = [
  { source: "/auth/github/callback", destination: "/api/v1/auth/github/callback" },
  { source: "/auth/refresh", destination: "/api/v1/auth/refresh" },
  { source: "/api/health", destination: "/health" },
  { source: "/api/health/live", destination: "/health/live" },
  { source: "/api/:user_id(\\d+)/chat", destination: "/api/v1/users/:user_id/chat" },
  { source: "/api/:user_id(\\d+)/conversations/:id", destination: "/api/v1/users/:user_id/conversations/:id" },
  // The API without its version prefix.
  { source: `/api/:path((?!(?:${ownPaths})(?:/|$)).+)`, destination: "/api/v1/:path" },
];
