import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "./run.ts";
import { readCommandLine } from "./usage.ts";

// npm run openapi:clients -- FILE: generates clients from the OpenAPI document as its users would, and compiles them
// with TypeScript's strict checks, together with a few lines that use them.

const { words } = readCommandLine("Usage: npm run openapi:clients -- FILE\nCompiles clients generated from FILE.", {
  words: 1,
});
const document = resolve(words[0] ?? "openapi.json");
const folder = mkdtempSync(join(tmpdir(), "stint-clients-"));

const generators = [
  ["openapi-typescript", document, "--output", join(folder, "types", "schema.ts")],
  ["openapi-ts", "--input", document, "--output", join(folder, "hey-api"), "--no-log-file"],
  ["orval", "--input", document, "--output", join(folder, "orval", "client.ts"), "--client", "fetch"],
];

// What a program relies on: the response type follows from its status, and errors have one shape.
const usage = `
import { tasksChange, tasksList } from "./hey-api/index.ts";
import { tasksChange as change } from "./orval/client.ts";
import type { operations } from "./types/schema.ts";

type Answers = operations["tasksChange"]["responses"];
export const changed = (answer: Answers[200]["content"]["application/json"]): number[] => answer.task_ids;
export const reason = (answer: Answers[404]["content"]["application/json"]): string => answer.message;
export const refused: (keyof Answers)[] = [400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503];

export async function titles(): Promise<string[]> {
  const { data, error } = await tasksList({ baseUrl: "http://localhost:3000", query: { limit: 10 } });
  if (error) throw new TypeError(error.message);
  return (data?.tasks ?? []).map(({ title }) => title);
}

export async function remove(ids: number[]): Promise<number[]> {
  await tasksChange({ baseUrl: "http://localhost:3000", body: { action: "delete", task_ids: ids } });
  const answer = await change({ action: "delete", task_ids: ids });
  return answer.status === 200 ? answer.data.task_ids : [answer.data.message.length];
}
`;

const options = {
  compilerOptions: {
    strict: true,
    noUncheckedIndexedAccess: true,
    noImplicitReturns: true,
    noImplicitOverride: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    target: "es2023",
    module: "esnext",
    moduleResolution: "bundler",
    lib: ["es2023", "dom", "dom.iterable"],
    types: [],
  },
  include: ["**/*.ts"],
};

async function check(): Promise<boolean> {
  mkdirSync(join(folder, "orval"));
  writeFileSync(join(folder, "usage.ts"), usage);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
  const generated = await Promise.all(generators.map((command) => run(command, { quiet: true, limit: 300 })));
  for (const [index, { ok, output }] of generated.entries()) {
    if (!ok) console.log(`FAILED  ${generators[index]?.[0]}\n${output}`);
  }
  if (generated.some(({ ok }) => !ok)) return false;
  const { ok, output } = await run(["tsc", "--project", folder], { quiet: true, limit: 300 });
  console.log(ok ? "ok      openapi-typescript, @hey-api/openapi-ts and orval compile strictly" : output);
  return ok;
}

try {
  process.exitCode = (await check()) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
