import type { Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { operationContract } from "../operation/contract.ts";
import { Gate } from "./gate.ts";
import { createSafeServer, listen } from "./serve.ts";

let server: Server;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(gate: Gate): Promise<string> {
  server = createSafeServer(gate.listener);
  return `http://127.0.0.1:${await listen(server, 0, "127.0.0.1")}`;
}

describe("while the application is built and prepared", () => {
  it.each(["/health", "/api/health", "/health?verbose=1"])(
    "%s says in the contract's shape that it is starting",
    async (path) => {
      const response = await fetch((await serve(new Gate("pglite", 20))) + path);
      const body = await response.json();
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("2");
      expect(operationContract.health.output[503].parse(body)).toEqual(body);
      expect(body).toMatchObject({ status: "starting", database: { status: "starting", driver: "pglite" } });
    },
  );

  it("liveness is ok", async () => {
    const response = await fetch(`${await serve(new Gate("postgres", 20))}/health/live`);
    const body = await response.json();
    expect(response.status).toBe(200);
    expect(operationContract.live.output[200].parse(body)).toEqual(body);
    expect(body.status).toBe("starting");
  });

  it("every other request waits for its response", async () => {
    const gate = new Gate("pglite", 20);
    const address = await serve(gate);
    const early = fetch(`${address}/api/v1/sessions`);
    expect((await fetch(`${address}/health`)).status).toBe(503);
    gate.open((request, response) => response.end(`answered ${request.url}`));
    expect(await (await early).text()).toBe("answered /api/v1/sessions");
  });
});

it("a health check just before the application is ready is handled by the application", async () => {
  const gate = new Gate("pglite", 60_000);
  const address = await serve(gate);
  const early = fetch(`${address}/health`);
  const live = await fetch(`${address}/health/live`);
  expect((await live.json()).status).toBe("starting");
  gate.open((_, response) => response.end("healthy"));
  expect(await (await early).text()).toBe("healthy");
});
