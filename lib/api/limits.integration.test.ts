import Redis from "ioredis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { resetEnv } from "@/lib/core/env.ts";
import { startFreezableProxy } from "@/lib/testing/freezable-proxy.ts";
import { charge, closeLimits, LimitExceeded } from "./limits.ts";

// On CI, Redis is required: these tests fail without it. Elsewhere they are skipped with a message.
const url = process.env.TEST_REDIS_URL || "redis://127.0.0.1:6379";

async function redisAnswers(): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.ping();
    return true;
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}

const run = process.env.CI || (await redisAnswers()) ? test : test.skip;
const reason = "(needs Redis at REDIS_URL)";

beforeEach(() => void resetEnv({ REDIS_URL: url, RATE_LIMIT_PER_MINUTE: "3" }));
afterEach(async () => {
  await closeLimits();
  resetEnv({ REDIS_URL: undefined, RATE_LIMIT_PER_MINUTE: undefined });
});

const key = () => `test:${process.pid}:${Math.random()}`;

async function whenConnected(): Promise<void> {
  // The first charge opens the connection; until it is open, the process counts in memory.
  for (let attempt = 0; attempt < 50; attempt++) {
    await charge("default", key());
    await new Promise((done) => setTimeout(done, 10));
  }
}

run(`two processes share one allowance ${reason}`, async () => {
  const shared = key();
  await whenConnected();
  await charge("default", shared);
  expect((await charge("default", shared)).remaining).toBe(1);
  // A separate process shares no memory.
  await closeLimits();
  await whenConnected();
  expect((await charge("default", shared)).remaining).toBe(0);
  await expect(charge("default", shared)).rejects.toBeInstanceOf(LimitExceeded);
});

run(`while Redis is frozen requests do not wait: the process counts for itself ${reason}`, async () => {
  const proxy = await startFreezableProxy(Number(new URL(url).port || 6379));
  const frozen = new URL(url);
  frozen.port = String(proxy.port);
  frozen.hostname = "127.0.0.1";
  await closeLimits();
  resetEnv({ REDIS_URL: frozen.href, RATE_LIMIT_PER_MINUTE: "2" });
  await whenConnected();
  proxy.freeze();
  const mine = key();
  const charges = (async () => {
    const states = [await charge("default", mine), await charge("default", mine)];
    return [
      ...states.map(({ remaining }) => remaining),
      await charge("default", mine).catch((error: unknown) => error),
    ];
  })();
  const hung = new Promise((done) => setTimeout(done, 30_000, "hung"));
  expect(await Promise.race([charges, hung])).toEqual([1, 0, expect.any(LimitExceeded)]);
  proxy.thaw();
  await closeLimits();
  await proxy.close();
});

test("while Redis is unreachable each process counts on its own", async () => {
  await closeLimits();
  resetEnv({ REDIS_URL: "redis://127.0.0.1:1", RATE_LIMIT_PER_MINUTE: "2" });
  const mine = key();
  expect((await charge("default", mine)).remaining).toBe(1);
  expect((await charge("default", mine)).remaining).toBe(0);
  await expect(charge("default", mine)).rejects.toBeInstanceOf(LimitExceeded);
});
