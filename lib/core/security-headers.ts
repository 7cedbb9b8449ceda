import { env } from "./env.ts";

/**
 * Security headers of all responses. Each kind sets its own where it is created: pages in middleware.ts, the API in
 * lib/api, files in next.config.ts; the start command (lib/cli/serve.ts) sets `data` on anything without them, such as
 * the framework's errors and redirects. Relative imports only: the start command and next.config.ts load this.
 */

const unframed = "frame-ancestors 'none'";

/** The policies that are the same for all responses of a kind. */
export const policies = {
  /** Data, redirects and errors: nothing in them may load or run anything. */
  data: `default-src 'none'; ${unframed}`,
  /** Static files, images and the service worker among them: a worker runs under the policy of its own file. */
  file: `default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; ${unframed}`,
  /** Pages rendered by next-auth, with a button to confirm. */
  form: `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; ${unframed}`,
};

/** Headers of every response. */
export const commonHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  // `no-referrer` would make browsers send `Origin: null` with our own forms.
  "Referrer-Policy": "strict-origin-when-cross-origin",
};

/** All headers of a response under `policy`. */
export function securityHeaders(policy: string = policies.data): Record<string, string> {
  return {
    "Content-Security-Policy": policy,
    ...commonHeaders,
    ...(env().APP_URL.startsWith("https://") && {
      "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    }),
  };
}

/**
 * The Content-Security-Policy of a page. Scripts need the nonce of this response; styles do not, as Radix, recharts and
 * sonner write style attributes and elements.
 * @param host the host the page was requested from, for the development server's socket
 */
export function contentPolicy(nonce: string, host: string | null): string {
  const { APP_URL, NODE_ENV, GITHUB_ID, GITHUB_URL } = env();
  const development = NODE_ENV === "development";
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development && host ? ` ws://${host}` : ""}`,
    // Without this, workers fall under `script-src`, where a nonce makes 'self' meaningless.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    // Chromium also checks where a form redirects to: without JavaScript, that is how a form reaches GitHub.
    `form-action 'self'${GITHUB_ID ? ` ${new URL(GITHUB_URL).origin}` : ""}`,
    unframed,
  ];
  if (APP_URL.startsWith("https://")) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

/** All headers of a page, or of a response in its place. */
export function pageHeaders(policy: string = policies.data): Record<string, string> {
  return {
    ...securityHeaders(policy),
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
  };
}
