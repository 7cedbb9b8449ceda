import { Client, neonConfig, Pool, type PoolClient } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-serverless";
import { forNobody } from "../caller.ts";
import type { Database, DatabaseHandle, Query } from "../handle.ts";
import { connectionPatienceMs, typeParsers } from "./types.ts";
import { boundStatements, keepCallers, type WatchedClient, watchStatements } from "./watch.ts";

/** Resolves when the server accepts a new connection. */
async function greet(url: string, withinMs: number): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: withinMs });
  client.on("error", () => {});
  try {
    await client.connect();
  } finally {
    void client.end().catch(() => {});
  }
}

/**
 * Neon over WebSocket, with sessions and transactions (its HTTP driver has neither).
 * @param proxy host and port of a WebSocket-to-TCP proxy used instead of Neon's, without TLS
 * @param bounded whether statements time out, as those of requests do and those of commands do not
 */
export function openNeon(
  url: string,
  poolSize: number,
  proxy: string | undefined,
  onError: (error: Error) => void,
  bounded = false,
): DatabaseHandle {
  if (proxy) {
    neonConfig.wsProxy = () => proxy;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineTLS = false;
    neonConfig.pipelineConnect = false;
  }
  const watch = watchStatements((withinMs) => greet(url, withinMs));
  // Its pool calls this as that of `pg` does; its types do not declare it.
  const onConnect = async (client: PoolClient): Promise<void> => {
    watch(client as unknown as WatchedClient);
    if (bounded) await forNobody(() => boundStatements(client));
  };
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    types: typeParsers,
    connectionTimeoutMillis: connectionPatienceMs(bounded),
    idleTimeoutMillis: 10_000,
    ...{ onConnect },
  });
  keepCallers(pool);
  pool.on("error", onError);
  return {
    driver: "neon",
    orm: drizzle({ client: pool }) as unknown as Database,
    async run<Row>(statement: { name: string; text: string }, values: unknown[]) {
      return (await pool.query({ name: statement.name, text: statement.text, values })).rows as Row[];
    },
    async connection(work) {
      const client = await pool.connect();
      let broken = true;
      try {
        const query: Query = async (text, values) => (await client.query(text, values)).rows;
        const result = await work(query);
        broken = false;
        return result;
      } finally {
        client.release(broken);
      }
    },
    close: async () => {
      if (!pool.ending) await pool.end();
    },
  };
}
