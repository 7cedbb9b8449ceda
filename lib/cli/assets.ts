import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const files = ["swagger-ui-dist/swagger-ui.css", "swagger-ui-dist/swagger-ui-bundle.js"];
const redoc = "redoc/bundles/redoc.standalone.js";

// Redoc has no option for the logo beside its name, which comes from a CDN; it is replaced by an empty image.
const logo = "https://cdn.redoc.ly/redoc/logo-mini.svg";
const nothing = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

const locate = (file: string): string => fileURLToPath(import.meta.resolve(file));

/**
 * Copies the files of `/docs` and `/redoc` from their packages to `public/vendor`, so that nothing comes from a CDN.
 * @throws {Error} when Redoc's logo URL has changed
 */
export function copyAssets(root: string): void {
  const folder = join(root, "public", "vendor");
  mkdirSync(folder, { recursive: true });
  for (const file of files) copyFileSync(locate(file), join(folder, basename(file)));
  const script = readFileSync(locate(redoc), "utf8");
  if (!script.includes(logo)) throw new Error("Redoc's logo has another address now; see lib/cli/assets.ts");
  writeFileSync(join(folder, basename(redoc)), script.replaceAll(logo, nothing));
}
