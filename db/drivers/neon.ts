import { neonConfig, Pool } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-serverless";
import type { Database, DatabaseHandle, Query } from "../handle.ts";
import { connectionPatienceMs, typeParsers } from "./types.ts";

/**
 * Neon over WebSocket, with sessions and transactions (its HTTP driver has neither).
 * @param proxy host and port of a WebSocket-to-TCP proxy that stands in for Neon's, without TLS
 */
export function openNeon(
  url: string,
  poolSize: number,
  proxy: string | undefined,
  onError: (error: Error) => void,
): DatabaseHandle {
  if (proxy) {
    neonConfig.wsProxy = () => proxy;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineTLS = false;
    neonConfig.pipelineConnect = false;
  }
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    types: typeParsers,
    connectionTimeoutMillis: connectionPatienceMs,
    idleTimeoutMillis: 10_000,
  });
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
