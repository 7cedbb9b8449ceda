import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { Tally } from "../testing/tally-reporter.ts";
import { checks, runChecks } from "./checks.ts";
import { provideChromium } from "./chromium.ts";
import { plain, root, run } from "./run.ts";
import { readCommandLine } from "./usage.ts";

// npm test: everything, the fastest first. A failing step does not stop the others.

const { flags } = readCommandLine(
  "Usage: npm test, or npm run test:all\n" +
    "Runs everything; test:all runs every integration test on every driver. One kind of test: npx vitest run --project unit",
  { flags: ["all"] },
);
const all = flags.has("all");
const onCi = process.env.CI === "true";
const results = join(root, "test-results");

const total = { passed: 0, failed: 0 };
const failures: string[] = [];

function count(name: string, passed: number, failed: number): void {
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) failures.push(`${name}: ${failed} failed`);
}

/** A skipped test is a gap; on CI one without a reason counts as a failure. */
function countSkipped(name: string, skipped: Tally["skipped"]): void {
  for (const test of skipped) console.log(`skipped  ${test.name}: ${test.reason ?? "no reason given"}`);
  const unexplained = skipped.filter((test) => !test.reason).length;
  if (onCi) count(`${name}, skipped without a reason`, 0, unexplained);
}

const script = (name: string): string[] => ["npm", "run", "--silent", name, "--"];

const heading = (text: string): void => console.log(`\n── ${text} ${"─".repeat(Math.max(0, 70 - text.length))}\n`);

function readResult<Result>(file: string): Result | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Result;
  } catch {
    return undefined;
  }
}

function redisAnswers(): Promise<boolean> {
  const { hostname, port } = new URL(process.env.REDIS_URL || "redis://127.0.0.1:6379");
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 6379), timeout: 2000 });
    const end = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

async function staticChecks(): Promise<void> {
  heading("checks");
  const failed = await runChecks();
  count("checks", checks.length - failed.length, failed.length);
  if (onCi) {
    const redis = await redisAnswers();
    console.log(redis ? "ok      Redis answers" : "FAILED  Redis does not answer, and tests need it");
    count("Redis", Number(redis), Number(!redis));
  }
}

async function vitest(): Promise<void> {
  heading("tests");
  console.log(
    all
      ? "Integration tests: every file on PGlite, PostgreSQL and Neon's driver"
      : "Integration tests: what can differ between drivers on PGlite and PostgreSQL, the rest on PostgreSQL;\n" +
          "vitest.config.ts says which, and npm run test:all runs every file on every driver",
  );
  const file = join(results, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=./lib/testing/tally-reporter.ts"];
  const { ok } = await run(["vitest", "run", ...reporters], {
    env: { ...plain, VITEST_TALLY: file, TEST_DRIVERS: all ? "all" : "" },
    limit: 3600,
  });
  const tally = readResult<Tally>(file);
  const failed = tally?.failed ?? 0;
  count("tests", tally?.passed ?? 0, ok || failed > 0 ? failed : 1);
  countSkipped("tests", tally?.skipped ?? []);
}

async function openapi(): Promise<void> {
  heading("OpenAPI document");
  const file = join(results, "openapi.json");
  // Without these, it checks for updates of itself.
  const env = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const written = await run([...script("openapi"), file], { limit: 300 });
  const [{ ok }, clients] = written.ok
    ? await Promise.all([
        run([...script("openapi:lint"), file], { env, limit: 300 }),
        run([...script("openapi:clients"), file], { limit: 600 }),
      ])
    : [written, written];
  count("OpenAPI document", Number(ok), Number(!ok));
  count("clients generated from the OpenAPI document", Number(clients.ok), Number(!clients.ok));
}

async function build(): Promise<void> {
  heading("production build");
  const { ok } = await run(["node", "lib/cli/build.ts"], { limit: 900 });
  count("production build", Number(ok), Number(!ok));
}

interface JourneyReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
  suites: Suite[];
}

interface Suite {
  suites?: Suite[];
  specs: { title: string; tests: { status: string; annotations: { type: string; description?: string }[] }[] }[];
}

const flakyIn = ({ suites = [], specs }: Suite): string[] => [
  ...specs.filter(({ tests }) => tests.some(({ status }) => status === "flaky")).map(({ title }) => title),
  ...suites.flatMap(flakyIn),
];

function skippedIn({ suites = [], specs }: Suite): Tally["skipped"] {
  const own = specs.flatMap(({ title, tests }) =>
    tests
      .filter((test) => test.status === "skipped")
      .map((test) => ({ name: title, reason: test.annotations.find((each) => each.description)?.description })),
  );
  return [...own, ...suites.flatMap(skippedIn)];
}

async function journeys(): Promise<void> {
  heading("journeys");
  if (!(await provideChromium())) {
    console.log("FAILED  Chromium not found, and it cannot be installed here.");
    return count("journeys (no Chromium)", 0, 1);
  }
  const file = join(results, "journeys.json");
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const { ok } = await run(["playwright", "test", "--reporter=list,json"], { env, limit: 2400 });
  const report = readResult<JourneyReport>(file);
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  const failed = unexpected + (report?.errors.length ?? 0);
  count("journeys", expected + flaky, ok || failed > 0 ? failed : 1);
  for (const title of report?.suites.flatMap(flakyIn) ?? []) console.log(`second try  ${title}`);
  countSkipped("journeys", report?.suites.flatMap(skippedIn) ?? []);
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const steps = [staticChecks, vitest, openapi, build, journeys];
for (const step of steps) await step();

heading(failures.length > 0 ? "what failed" : "done");
if (failures.length > 0) console.log(`${failures.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
