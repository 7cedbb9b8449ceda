import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

const environment = {
  NODE_ENV: "test" as const,
  AUTH_SECRET: "a secret for tests only, 32 characters or more",
  // Whatever the developer's shell has set must not decide what is tested.
  DATABASE_URL: "",
  DATABASE_DRIVER: "",
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

const ignored = ["**/node_modules/**", "**/.next/**", "e2e/**"];

/** The same integration files on a database. */
const database = (
  driver: "pglite" | "postgres" | "neon",
  globalSetup: string,
  { include = ["**/*.integration.test.ts"], exclude = [] }: { include?: string[]; exclude?: string[] },
) => ({
  ...shared,
  test: {
    name: driver,
    include,
    exclude: [...ignored, ...exclude],
    env: { ...environment, TEST_DRIVER: driver },
    globalSetup,
    setupFiles: "lib/testing/setup-database.ts",
    // Long, because timing is never what is tested here: machines that run this may be busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

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
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...ignored, "**/*.integration.test.ts", "**/*.zones.test.ts"],
          env: environment,
          // As for databases: a property that is tried a thousand times takes its time on a busy machine.
          testTimeout: 60_000,
        },
      },
      zone("utc", "UTC"),
      zone("new-york", "America/New_York"),
      zone("auckland", "Pacific/Auckland"),
      database("pglite", "lib/testing/global-pglite.ts", { exclude: plainTests }),
      // What a failing model does is the same on every database. Only the embedded one refuses writes by itself, and works
      // in the process that must not be kept.
      database("postgres", "lib/testing/global-postgres.ts", {
        exclude: [
          "lib/assistant/failing-models.integration.test.ts",
          "lib/api/{read-only,event-loop}.integration.test.ts",
        ],
      }),
      database("neon", "lib/testing/global-postgres.ts", { include: driverTests }),
    ],
  },
});
