import "server-only";
import { randomToken } from "@/lib/core/secrets.ts";
import { securityHeaders } from "@/lib/core/security-headers.ts";

/** The differences between the two documentation pages. Stint serves all files itself. */
export interface DocsPage {
  title: string;
  styles: string[];
  script: string;
  /** The element the viewer renders into, and the call that starts it. */
  body: string;
  start: string;
}

/** A page that shows the OpenAPI document in a viewer served from local files, with its own Content-Security-Policy. */
export function docsPage(page: DocsPage): Response {
  const nonce = randomToken();
  const styles = page.styles.map((href) => `<link rel="stylesheet" href="${href}">`).join("");
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${page.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/icon.svg">${styles}<style>body{margin:0;background:#fff}</style></head>
<body>${page.body}<script src="${page.script}"></script><script nonce="${nonce}">${page.start}</script></body></html>`;
  // Both viewers insert style elements at run time; Redoc searches in a worker created from a blob.
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src blob:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return new Response(html, {
    headers: {
      ...securityHeaders(policy),
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Referrer-Policy": "same-origin",
    },
  });
}
