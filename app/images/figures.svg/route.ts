import { figureSprite } from "@/components/practice/library/figure-sprite.ts";

/** The figures of all poses. Pages ask for it by its version, so whoever has it keeps it. */
export const GET = () =>
  new Response(figureSprite().text, {
    headers: {
      "Content-Type": "image/svg+xml",
      "Cache-Control": "public, max-age=31536000, immutable",
      "X-Content-Type-Options": "nosniff",
    },
  });
