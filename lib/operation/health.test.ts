import { afterEach, expect, test } from "vitest";
import type { DatabaseHandle } from "@/db/index.ts";
import { health } from "./health.ts";

const shared = globalThis as { stintDatabase?: Promise<DatabaseHandle> | undefined };

afterEach(() => {
  shared.stintDatabase = undefined;
});

test("a database that this process is still opening is starting, not down", async () => {
  shared.stintDatabase = new Promise(() => {});
  expect(await health()).toMatchObject({ status: "starting", database: { status: "starting", latency_ms: null } });
});
