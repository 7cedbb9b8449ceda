import { env } from "./env.ts";

/** What every page's answer says to the browser about safety. API answers and documents say their own. */

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
    "frame-ancestors 'none'",
  ];
  if (APP_URL.startsWith("https://")) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

/** The other headers of a page. */
export function pageHeaders(): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    ...(env().APP_URL.startsWith("https://") && { "Strict-Transport-Security": "max-age=31536000" }),
  };
}
