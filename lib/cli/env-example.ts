import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describeEnv } from "../core/env.ts";
import { readCommandLine } from "./usage.ts";

// npm run env:example writes .env.example and the README's table from lib/core/env.ts; --check only compares.

const { flags } = readCommandLine(
  "Usage: npm run env:example\n       npm run env:check\nWrites .env.example and the README's table from lib/core/env.ts, or compares them.",
  { flags: ["check"] },
);
const root = resolve(import.meta.dirname, "../..");
const begin = "<!-- environment: written by npm run env:example -->";
const end = "<!-- /environment -->";

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function example(): string {
  const head =
    "# Copy to .env. Everything here may stay as it is: without any of it, Stint runs on its embedded database.\n";
  const entries = describeEnv().map(({ name, description, fallback }) => {
    const lines = wrap(description, 110).map((line) => `# ${line}`);
    return [...lines, `# ${name}=${/\s/.test(fallback) ? `"${fallback}"` : fallback}`].join("\n");
  });
  return `${[head, ...entries].join("\n\n").replace("\n\n\n", "\n\n")}\n`;
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

function table(readme: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md must contain the lines\n${begin}\n${end}`);
  const rows = describeEnv().map(({ name, description, fallback }) => {
    return `| \`${name}\` | ${fallback ? `\`${fallback}\`` : "–"} | ${cell(description)} |`;
  });
  const lines = [begin, "", "| variable | default | what it does |", "| --- | --- | --- |", ...rows, "", end];
  return readme.slice(0, from) + lines.join("\n") + readme.slice(to + end.length);
}

const read = (file: string): string => {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch {
    return "";
  }
};

const wanted = { ".env.example": example(), "README.md": table(read("README.md")) };
const outdated = Object.entries(wanted).filter(([file, text]) => read(file) !== text);

if (!flags.has("check")) {
  for (const [file, text] of outdated) writeFileSync(join(root, file), text);
  console.log(outdated.length > 0 ? `Written: ${outdated.map(([file]) => file).join(", ")}` : "Nothing has changed.");
} else if (outdated.length > 0) {
  console.error(
    `Out of date with lib/core/env.ts: ${outdated.map(([file]) => file).join(", ")}. Run: npm run env:example`,
  );
  process.exitCode = 1;
}
