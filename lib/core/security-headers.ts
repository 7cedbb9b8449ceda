import { env } from "./env.ts";

/**
 * What answers say to a browser about safety. Each kind is given its row where it is made: pages in middleware.ts, the
 * API in lib/api, files in next.config.ts; the start command (lib/cli/serve.ts) gives `data` to whatever has none,
 * such as errors and redirects of the framework. Relative imports only: the start command and next.config.ts load this.
 */

const unframed = "frame-ancestors 'none'";

/** The policies that are the same for all answers of a kind. */
export const policies = {
  /** Data, redirects and refusals: nothing in them may load or run anything. */
  data: `default-src 'none'; ${unframed}`,
  /** Files of ours, pictures and the service worker among them: a worker runs under the policy of its own file. */
  file: `default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; ${unframed}`,
  /** Pages that next-auth writes, which ask for a press of a button. */
  form: `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; ${unframed}`,
};

/** What holds for every answer of any kind. */
export const commonHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  // `no-referrer` would make browsers send `Origin: null` with our own forms.
  "Referrer-Policy": "strict-origin-when-cross-origin",
};

/** All headers of an answer under `policy`. */
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
 * The policy of a page. Scripts need the nonce of this very answer; styles do not, as Radix, recharts and sonner write
 * style attributes and elements.
 * @param host the host the page was asked from, for the development server's socket
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
    // Without this, workers fall under `script-src`, where a nonce leaves 'self' without meaning.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    // Chromium asks where a form is redirected to as well: without scripts, that is how one gets to GitHub.
    `form-action 'self'${GITHUB_ID ? ` ${new URL(GITHUB_URL).origin}` : ""}`,
    unframed,
  ];
  if (APP_URL.startsWith("https://")) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

/** All headers of a page, or of an answer in its place. */
export function pageHeaders(policy: string = policies.data): Record<string, string> {
  return {
    ...securityHeaders(policy),
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
  };
}
