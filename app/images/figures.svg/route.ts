import { figureSprite } from "@/components/practice/library/figure-sprite.ts";
import { file } from "@/lib/api/route.ts";
import { policies, securityHeaders } from "@/lib/core/security-headers.ts";

/** The figures of all poses. Requested with a version in the URL, so the response can be cached for ever. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = file(
  () => new Response(figureSprite().text, {
    headers: {
      ...securityHeaders(policies.file),
      "Content-Type": "image/svg+xml",
      "Cache-Control": "public, max-age=31536000, immutable",
    },
  }));
