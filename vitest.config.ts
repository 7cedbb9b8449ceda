import { globSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { matchesGlob } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

const redisUrl = process.env.REDIS_URL || "redis://127.0.0.1:6379";

const environment = {
  NODE_ENV: "test" as const,
  AUTH_SECRET: "a secret for tests only, 32 characters or more",
  // Whatever the developer's shell has set must not decide what is tested.
  DATABASE_URL: "",
  DATABASE_DRIVER: "",
  REDIS_URL: "",
};

const shared = {
  root,
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
};

/** Tests of whole processes: they start them, kill them, fill their disks. */
const processTests = [
  "db/drivers/{containers,data-lock,full-disk,pglite,pglite-thread-life,power-cut}.test.ts",
  "lib/cli/{commands,start,vercel}.test.ts",
  "lib/operation/watchdog.test.ts",
];

const ignored = ["**/node_modules/**", "**/.next/**", "e2e/**"];

/** Files that replace modules (`vi.mock`): a process that has loaded the real ones cannot run them. */
const mockingTests = globSync("{app,db,lib}/**/*.integration.test.ts", { cwd: root }).filter((file) =>
  readFileSync(`${root}${file}`, "utf8").includes("vi.mock("),
);
// Measures pauses of its own process, in which nothing else may have happened.
const aloneTests = [...mockingTests, "lib/api/event-loop.integration.test.ts"];

const matches = (file: string, patterns: string[]): boolean => patterns.some((pattern) => matchesGlob(file, pattern));

/** Integration files on a database, the most of them in shared processes. */
const database = (
  driver: "pglite" | "postgres" | "neon",
  globalSetup: string,
  { include = everything, exclude = [] }: { include?: string[]; exclude?: string[] },
) => {
  const test = {
    env: { ...environment, TEST_DRIVER: driver, TEST_REDIS_URL: redisUrl },
    globalSetup,
    setupFiles: ["lib/testing/setup-file.ts", "lib/testing/setup-database.ts"],
    // Long, because timing is never what is tested here: machines that run this may be busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  };
  const alone = aloneTests.filter((file) => matches(file, include) && !matches(file, exclude));
  return [
    {
      ...shared,
      test: { ...test, name: driver, isolate: false, include, exclude: [...ignored, ...exclude, ...aloneTests] },
    },
    ...(alone.length > 0 ? [{ ...shared, test: { ...test, name: `${driver}-alone`, include: alone } }] : []),
  ];
};

// Neon's driver speaks to PostgreSQL as `pg` does; what may differ are transactions, statements and types.
const driverTests = [
  "db/drivers/watch.integration.test.ts",
  "db/migrate.integration.test.ts",
  "lib/api/{idempotency,kernel}.integration.test.ts",
  "lib/accounts/{refresh,first-github}.integration.test.ts",
  "lib/tracking/{sessions,edit}.integration.test.ts",
  "lib/practice/{begin,sequences}.integration.test.ts",
  "lib/tasks/{tasks,changes}.integration.test.ts",
];

/**
 * Which files run on both PGlite and PostgreSQL, each time. PGlite is PostgreSQL with another driver and one connection, so
 * what may differ is: transactions, locks and who wins of two at once; errors and constraints as callers see them; types
 * at their limits; the order, folding and paging of lists; statements written by hand; and what moves a whole database.
 * Every other file tests what is decided above the database, and runs on PostgreSQL, the quicker one; all journeys run on
 * PGlite. `npm run test:all` runs every file on every driver. Add the file of such a test here.
 */
const sensitiveTests = [
  "db/{backup,migrate,owner,repository-names,versions-by-domain}.integration.test.ts",
  "db/seed/seed.integration.test.ts",
  "lib/api/{caller-left,idempotency,kernel}.integration.test.ts",
  "lib/accounts/{erase-export,first-github,lock-out,refresh,sign-in,taken-over}.integration.test.ts",
  "lib/app/{search,versions}.integration.test.ts",
  "lib/assistant/{conversations,most-conversations,turns}.integration.test.ts",
  "lib/demo/fill.integration.test.ts",
  "lib/jobs/sweep.integration.test.ts",
  "lib/practice/{begin,library,practices,sequences}.integration.test.ts",
  "lib/tasks/{changes,find,lists,tasks}.integration.test.ts",
  "lib/tracking/{deleted,edit,far,fast-path,lists,names,offline,sessions,stale,stats}.integration.test.ts",
];

// Only the embedded database refuses writes by itself, and works in the process that must not be kept.
const embeddedTests = ["lib/api/{read-only,event-loop}.integration.test.ts"];

// About a server that is frozen.
const serverTests = ["db/drivers/watch.integration.test.ts"];

const everything = ["**/*.integration.test.ts"];
const all = process.env.TEST_DRIVERS === "all";

/** Pure time-zone tests, in a process that lives in one zone. */
const zone = (name: string, TZ: string) => ({
  ...shared,
  test: {
    name: `zones-${name}`,
    isolate: false,
    setupFiles: "lib/testing/setup-file.ts",
    include: ["**/*.zones.test.ts"],
    exclude: ignored,
    env: { ...environment, TZ, TEST_ZONE: TZ },
  },
});

export default defineConfig({
  test: {
    // Threads would share the time zone and the environment of one process.
    pool: "forks",
    // Each file has a database of its own, so that every core may take one; and one more, as many tests wait.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        ...shared,
        test: {
          name: "processes",
          include: processTests,
          exclude: ignored,
          env: environment,
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: "unit",
          isolate: false,
          setupFiles: "lib/testing/setup-file.ts",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...ignored, ...processTests, "**/*.integration.test.ts", "**/*.zones.test.ts"],
          env: environment,
          // As for databases: a property that is tried a thousand times takes its time on a busy machine.
          testTimeout: 60_000,
        },
      },
      zone("utc", "UTC"),
      zone("new-york", "America/New_York"),
      zone("auckland", "Pacific/Auckland"),
      ...database("pglite", "lib/testing/global-pglite.ts", {
        include: all ? everything : [...sensitiveTests, ...embeddedTests],
        exclude: serverTests,
      }),
      ...database("postgres", "lib/testing/global-postgres.ts", { exclude: embeddedTests }),
      ...database("neon", "lib/testing/global-postgres.ts", {
        include: all ? everything : driverTests,
        exclude: embeddedTests,
      }),
    ],
  },
});
