import type { TestProject } from "vitest/node";
import { openPostgres } from "@/db/drivers/postgres.ts";
import { bringUpToDate } from "@/db/migrate.ts";
import { type PostgresServer, startPostgres } from "./embedded-postgres.ts";
import { startWebSocketProxy, type WebSocketProxy } from "./websocket-proxy.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** URL of the server's maintenance database; `stint_template` beside it is migrated. */
    postgresUrl: string;
    webSocketProxy: string;
  }
}

interface Shared {
  server: PostgresServer;
  proxy: WebSocketProxy;
}

// The projects postgres and neon each run this setup; they share one server, and the last one stops it.
const shared = globalThis as { stintTestPostgres?: Promise<Shared>; stintTestUsers?: number };

async function start(): Promise<Shared> {
  const server = await startPostgres();
  const execute = async (database: string, work: (handle: ReturnType<typeof openPostgres>) => Promise<unknown>) => {
    const handle = openPostgres(server.url(database), 1, () => {});
    await work(handle);
    await handle.close();
  };
  await execute("postgres", (handle) => handle.orm.execute("create database stint_template"));
  await execute("stint_template", (handle) => bringUpToDate(handle));
  return { server, proxy: await startWebSocketProxy(server.port) };
}

/**
 * Starts one PostgreSQL with a migrated template database and, for the Neon driver, a WebSocket proxy in front of it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.stintTestUsers = (shared.stintTestUsers ?? 0) + 1;
  shared.stintTestPostgres ??= start();
  const { server, proxy } = await shared.stintTestPostgres;
  project.provide("postgresUrl", server.url());
  project.provide("webSocketProxy", proxy.address);
  return async () => {
    shared.stintTestUsers = (shared.stintTestUsers ?? 1) - 1;
    if (shared.stintTestUsers > 0) return;
    shared.stintTestPostgres = undefined;
    await proxy.close();
    await server.stop();
  };
}
