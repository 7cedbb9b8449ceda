import { copyFileSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const files = [
  import.meta.resolve("swagger-ui-dist/swagger-ui.css"),
  import.meta.resolve("swagger-ui-dist/swagger-ui-bundle.js"),
  import.meta.resolve("redoc/bundles/redoc.standalone.js"),
].map((url) => fileURLToPath(url));

/** Copies what `/docs` and `/redoc` load out of its packages into `public/vendor`, so that nothing comes from a CDN. */
export function copyAssets(root: string): void {
  const folder = join(root, "public", "vendor");
  mkdirSync(folder, { recursive: true });
  for (const file of files) copyFileSync(file, join(folder, basename(file)));
}
