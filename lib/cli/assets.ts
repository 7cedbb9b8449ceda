import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const files = [
  "swagger-ui-dist/swagger-ui.css",
  "swagger-ui-dist/swagger-ui-bundle.js",
  "redoc/bundles/redoc.standalone.js",
];

/** Copies what `/docs` and `/redoc` load out of its packages into `public/vendor`, so that nothing comes from a CDN. */
export function copyAssets(root: string): void {
  const require = createRequire(join(root, "package.json"));
  const folder = join(root, "public", "vendor");
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    const [name = "", ...rest] = file.split("/");
    const from = join(dirname(require.resolve(`${name}/package.json`)), ...rest);
    copyFileSync(from, join(folder, basename(file)));
  }
}
