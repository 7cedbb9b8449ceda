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
  { include = ["**/*.integration.test.ts"], exclude = [] }: { include?: string[]; exclude?: string[] },
) => {
  const test = {
    env: { ...environment, TEST_DRIVER: driver, TEST_REDIS_URL: redisUrl },
    globalSetup,
    setupFiles: "lib/testing/setup-database.ts",
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

// Long ones whose statements are plain: PostgreSQL answers them quicker, and all journeys run on PGlite. And what is
// about a server.
const plainTests = [
  "lib/api/{bad-input,strict-input,authorisation}.integration.test.ts",
  "db/drivers/watch.integration.test.ts",
  "lib/demo/open.integration.test.ts",
  "lib/tracking/{daily-stats,model,period,today}.integration.test.ts",
  "lib/practice/stats.integration.test.ts",
  "lib/accounts/{profile,next-auth/next-auth}.integration.test.ts",
];

/** Pure time-zone tests, in a process that lives in one zone. */
const zone = (name: string, TZ: string) => ({
  ...shared,
  test: {
    name: `zones-${name}`,
    isolate: false,
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
      ...database("pglite", "lib/testing/global-pglite.ts", { exclude: plainTests }),
      // What a failing model does is the same on every database. Only the embedded one refuses writes by itself, and works
      // in the process that must not be kept.
      ...database("postgres", "lib/testing/global-postgres.ts", {
        exclude: [
          "lib/assistant/failing-models.integration.test.ts",
          "lib/api/{read-only,event-loop}.integration.test.ts",
        ],
      }),
      ...database("neon", "lib/testing/global-postgres.ts", { include: driverTests }),
    ],
  },
});
