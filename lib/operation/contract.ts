import { z } from "zod";
import { endpoint } from "@/lib/api/contract.ts";

/** Endpoints for operators. Safe for the browser. */

const tag = "Operation";

const healthShape = z.object({
  status: z.enum(["ok", "degraded", "starting", "unavailable"]).meta({
    description:
      "`degraded`: reads work, writes are refused. `starting`: with 503, requests wait until the application is ready; with 200, only the database is still being opened.",
  }),
  version: z.string(),
  schema_version: z.string().nullable().meta({ description: "The newest applied migration." }),
  pending_migrations: z.array(z.string()).nullable().meta({ description: "Migrations waiting for `migrate:up`." }),
  database: z.object({
    status: z.enum(["ok", "read_only", "starting", "unavailable"]),
    latency_ms: z.number().nullable(),
    driver: z.enum(["pglite", "postgres", "neon"]),
    message: z.string().optional().meta({ description: "Why writes are refused." }),
  }),
  door: z.enum(["native", "next"]).meta({
    description: "What answered: `native` past Next's router, as `npm start` does, or `next`, as on Vercel.",
  }),
  uptime_seconds: z.number(),
});

const liveShape = z.object({
  status: z.enum(["ok", "starting"]),
  version: z.string(),
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
    summary: "Check that Stint works; also at /api/health",
    description: "Answers within two seconds, even when the database does not.",
    output: { 200: healthShape, 503: healthShape },
  }),
  live: endpoint({
    method: "GET",
    path: "/health/live",
    root: true,
    tag,
    access: "public",
    limit: "none",
    summary: "Check that the process is alive",
    description: "Does not query the database. For supervisors that restart a process that does not answer.",
    output: { 200: liveShape },
  }),
  openapi: endpoint({
    method: "GET",
    path: "/openapi.json",
    root: true,
    tag,
    access: "public",
    limit: "none",
    summary: "Get this document",
    conditional: true,
    output: { 200: z.record(z.string(), z.unknown()) },
  }),
  sweep: endpoint({
    method: "GET",
    path: "/api/cron/sweep",
    root: true,
    tag,
    access: "public",
    summary: "End stale sessions and delete expired data",
    description:
      "For deployments without a long-running process: send `Authorization: Bearer` with `CRON_SECRET`. 404 when it is not set.",
    output: { 200: z.object({ swept: z.boolean() }) },
    errors: [401, 404],
  }),
};
