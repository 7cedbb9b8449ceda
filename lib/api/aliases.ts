/**
 * Addresses that are answered in place of others, in the syntax of Next's rewrites (path-to-regexp 6). next.config.ts
 * hands them to Next, `native/router.ts` to the native door: both ask for them after static paths and before those with
 * parameters. Relative imports only, as next.config.ts loads this.
 */

// Paths under /api that answer where they stand: the versioned API itself, the doors that have no version, and
// next-auth's own. `auth/session` is next-auth's, `auth/sessions` is ours: each name ends at a slash or the end.
const ownPaths = [
  "v1",
  "mcp",
  "cron",
  "auth/(?:signin|callback|signout|session|csrf|providers|error|verify-request|_log)",
].join("|");

/** A path and the one that answers for it; `:name` stands for a segment, with its pattern in brackets. */
export interface Alias {
  source: string;
  destination: string;
}

/** The first whose source matches counts. */
export const aliases: Alias[] = [
  { source: "/auth/github/callback", destination: "/api/v1/auth/github/callback" },
  { source: "/auth/refresh", destination: "/api/v1/auth/refresh" },
  { source: "/api/health", destination: "/health" },
  { source: "/api/health/live", destination: "/health/live" },
  { source: "/api/:user_id(\\d+)/chat", destination: "/api/v1/users/:user_id/chat" },
  { source: "/api/:user_id(\\d+)/conversations/:id", destination: "/api/v1/users/:user_id/conversations/:id" },
  // The API without its version.
  { source: `/api/:path((?!(?:${ownPaths})(?:/|$)).+)`, destination: "/api/v1/:path" },
];
