import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { forNobody } from "../caller.ts";
import type { Database, DatabaseHandle, Query } from "../handle.ts";
import { connectionPatienceMs, typeParsers } from "./types.ts";
import { boundStatements, keepCallers, type WatchedClient, watchStatements } from "./watch.ts";

/** Resolves when the server accepts a new connection. */
async function greet(url: string, withinMs: number): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: withinMs });
  client.on("error", () => {});
  try {
    await client.connect();
  } finally {
    void client.end().catch(() => {});
  }
}

/**
 * PostgreSQL over TCP.
 * @param bounded whether statements time out, as those of requests do and those of commands do not
 */
export function openPostgres(
  url: string,
  poolSize: number,
  onError: (error: Error) => void,
  bounded = false,
): DatabaseHandle {
  const watch = watchStatements((withinMs) => greet(url, withinMs));
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    types: typeParsers,
    connectionTimeoutMillis: connectionPatienceMs(bounded),
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: "stint",
    async onConnect(client) {
      watch(client as unknown as WatchedClient);
      if (bounded) await forNobody(() => boundStatements(client));
    },
  });
  keepCallers(pool);
  // Without a listener, an idle connection that the server closes would crash the process.
  pool.on("error", onError);
  return {
    driver: "postgres",
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
        // A connection whose work failed may still hold a lock or an open transaction.
        client.release(broken);
      }
    },
    close: async () => {
      if (!pool.ending) await pool.end();
    },
  };
}
