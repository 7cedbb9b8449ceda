import { createServer } from "node:http";
import { expect, test } from "vitest";
import { resetEnv } from "@/lib/core/env.ts";
import { exchangeCode, githubDeadline } from "./github.ts";

test("requests to GitHub time out after ten seconds", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
  const address = silent.address();
  const port = typeof address === "object" && address ? address.port : 0;
  resetEnv({ GITHUB_ID: "id", GITHUB_SECRET: "secret", GITHUB_URL: `http://127.0.0.1:${port}` });
  const started = Date.now();
  await expect(exchangeCode({ code: "x" }, githubDeadline())).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(Date.now() - started).toBeGreaterThan(9_000);
  silent.closeAllConnections();
  await new Promise((closed) => silent.close(closed));
}, 20_000);
