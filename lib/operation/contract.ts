import { z } from "zod";
import { endpoint } from "@/lib/api/contract.ts";

/** Endpoints for those who run Stint. Safe for the browser. */

const tag = "Operation";

const healthShape = z.object({
  status: z.enum(["ok", "unavailable"]),
  version: z.string(),
  schema_version: z.string().nullable().meta({ description: "The newest migration that is applied." }),
  pending_migrations: z.array(z.string()).nullable().meta({ description: "Migrations that wait for `migrate:up`." }),
  database: z.object({
    status: z.enum(["ok", "unavailable"]),
    latency_ms: z.number().nullable(),
    driver: z.enum(["pglite", "postgres", "neon"]),
  }),
  uptime_seconds: z.number(),
});

export const operationContract = {
  health: endpoint({
    method: "GET",
    path: "/health",
    root: true,
    tag,
    access: "public",
    limit: "none",
    summary: "Whether Stint works",
    description: "Answers within two seconds, also when the database does not.",
    output: { 200: healthShape, 503: healthShape },
  }),
  openapi: endpoint({
    method: "GET",
    path: "/openapi.json",
    root: true,
    tag,
    access: "public",
    limit: "none",
    summary: "This document",
    output: { 200: z.record(z.string(), z.unknown()) },
  }),
  sweep: endpoint({
    method: "GET",
    path: "/api/cron/sweep",
    root: true,
    tag,
    access: "public",
    summary: "End stale sessions and forget what has expired",
    description:
      "For deployments without a process that stays: send `Authorization: Bearer` with `CRON_SECRET`. Where that is not set, 404.",
    output: { 200: z.object({ swept: z.boolean() }) },
    errors: [401, 404],
  }),
};
