import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { database } from "@/db/index.ts";
import * as schema from "@/db/schema/index.ts";
import type { AnyEndpoint } from "@/lib/api/contract.ts";
import { settleDeferred } from "@/lib/api/defer.ts";
import { openApiDocument } from "@/lib/api/openapi.ts";
import { contracts } from "@/lib/app/contracts.ts";
import type { Schema } from "./bad-input.ts";

/** Every operation of the OpenAPI document, for tests over all of them. */

interface Described {
  operationId: string;
  security: unknown[];
  responses: Record<string, unknown>;
  parameters?: { name?: string; in?: string; schema?: Schema }[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
}

/** An operation with its contract. */
export interface Operation {
  method: string;
  /** With `{name}` for parameters. */
  path: string;
  operation: Described;
  contract: AnyEndpoint;
  body: Schema | undefined;
}

const document = openApiDocument(contracts, { version: "0", url: "http://localhost:3000" });
const paths = document.paths as Record<string, Record<string, Described>>;

const endpoints = new Map<string, AnyEndpoint>(
  Object.entries(contracts).flatMap(([domain, endpoints]) =>
    Object.entries<AnyEndpoint>(endpoints).map(([name, contract]): [string, AnyEndpoint] => [
      `${domain}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      contract,
    ]),
  ),
);

function contractOf({ operationId }: Described): AnyEndpoint {
  const contract = endpoints.get(operationId);
  if (!contract) throw new Error(`${operationId} has no contract`);
  return contract;
}

export const operations: Operation[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    operation,
    contract: contractOf(operation),
    body: operation.requestBody?.content["application/json"].schema,
  })),
);

/** A path with one value for each of its parameters. */
export const filled = (path: string, value: string): string => path.replaceAll(/\{\w+\}/g, value);

/** The same, as `call` takes it. */
export const callable = (path: string, value = "1"): string => filled(path, value).replace(/^\/api\/v1/, "");

// What may change although a request is rejected: counters of failures, and last-seen times.
const mayChange = new Set(["login_throttles"]);
const tables = Object.values(schema)
  .filter((table) => is(table, PgTable))
  .map((table) => getTableName(table))
  .filter((name) => !mayChange.has(name));

/** All rows of all tables, to check whether anything was written. */
export async function everything(): Promise<Record<string, string>> {
  // Emails of earlier valid requests insert rows a little later.
  await settleDeferred();
  const { connection } = await database();
  return connection(async (query) => {
    const found: Record<string, string> = {};
    for (const table of tables) {
      const rows = await query<{ rows: string }>(
        `select coalesce(string_agg((to_jsonb(t) - 'last_seen_at' - 'last_used_at')::text, ',' order by t::text), '') as rows from ${table} t`,
      );
      found[table] = rows[0]?.rows ?? "";
    }
    return found;
  });
}
