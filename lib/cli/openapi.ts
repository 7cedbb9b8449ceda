import { writeFileSync } from "node:fs";
import { openApiDocument } from "@/lib/api/openapi.ts";
import { registry } from "@/lib/registry.ts";
import { version } from "@/package.json";

/** `npm run openapi [file]`: writes the API's description, to standard output without a file. */
const text = `${JSON.stringify(openApiDocument(registry, { version, url: "http://localhost:3000" }), null, 2)}\n`;
const [file] = process.argv.slice(2);
if (file) writeFileSync(file, text);
else process.stdout.write(text);
