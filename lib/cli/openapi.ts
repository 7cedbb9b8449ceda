import { writeFileSync } from "node:fs";
import { openApiDocument } from "@/lib/api/openapi.ts";
import { contracts } from "@/lib/app/contracts.ts";
import { version } from "@/package.json";
import { command } from "./environment.ts";

const usage = `Usage: npm run openapi [-- FILE]
Writes the API's description to FILE, or to standard output.`;

await command(usage, { words: 1 }, async ({ words: [file] }) => {
  const text = `${JSON.stringify(openApiDocument(contracts, { version, url: "http://localhost:3000" }), null, 2)}\n`;
  if (file) writeFileSync(file, text);
  else process.stdout.write(text);
});
