import pino from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { resetEnv } from "@/lib/core/env.ts";
import { useLog } from "@/lib/core/log.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { dispatch } from "@/lib/testing/http.ts";
import { resetLimits } from "./limits.ts";

let lines: Record<string, unknown>[] = [];

beforeEach(() => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "1000", APP_URL: "" });
  resetLimits();
  lines = [];
  useLog(pino({ base: undefined }, { write: (line: string) => void lines.push(JSON.parse(line)) }));
});
afterEach(() => useLog(undefined));

const infoLevel = 30;

/** A request whose connection breaks after the first bytes of its body. */
async function leaveInTheMiddle(path: string, token: string): Promise<Response> {
  const leaving = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"repo_')),
    pull(controller) {
      leaving.abort();
      // Node's error code for it, which an unreachable database would raise too.
      controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    },
  });
  const headers = { host: "localhost:3000", authorization: `Bearer ${token}`, "content-type": "application/json" };
  const init = { method: "POST", headers, body, duplex: "half", signal: leaving.signal };
  return dispatch(new Request(`http://localhost:3000${path}`, init as RequestInit));
}

test.each(["/api/v1/sessions/start", "/api/v1/auth/refresh", "/api/mcp"])(
  "a caller who disconnects in the middle of the body of %s is logged as 499, not as a server error",
  async (path) => {
    const { token } = await newUser();
    const { status } = await leaveInTheMiddle(path, token);
    expect(status).toBe(499);
    expect(lines.map(({ level, msg, status: logged }) => [level, msg, logged])).toEqual([[infoLevel, "request", 499]]);
  },
);
