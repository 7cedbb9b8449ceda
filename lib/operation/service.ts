import "server-only";
import { timingSafeEqual } from "node:crypto";
import { implement, reply } from "@/lib/api/implement.ts";
import { openApiDocument } from "@/lib/api/openapi.ts";
import { bearerToken } from "@/lib/auth/principal.ts";
import { env } from "@/lib/env.ts";
import { AppError, notFound } from "@/lib/errors.ts";
import { sweep } from "@/lib/jobs/sweep.ts";
import { registry } from "@/lib/registry.ts";
import { hashToken } from "@/lib/secrets.ts";
import { version } from "@/package.json";
import { operationContract } from "./contract.ts";
import { health } from "./health.ts";

const sameSecret = (left: string, right: string): boolean =>
  timingSafeEqual(Buffer.from(hashToken(left)), Buffer.from(hashToken(right)));

/** Health, the API's own description, and the work that a serverless deployment's timer calls for. */
export const operation = implement(operationContract, {
  health: async () => {
    const state = await health();
    return state.status === "ok" ? state : reply(503, state, { "Retry-After": "5" });
  },
  openapi: () =>
    reply(200, openApiDocument(registry, { version, url: env().APP_URL }), { "Cache-Control": "public, max-age=300" }),
  sweep: async ({ headers }) => {
    const secret = env().CRON_SECRET;
    if (!secret) throw notFound("CRON_SECRET");
    const given = bearerToken(headers);
    if (!given || !sameSecret(given, secret)) throw new AppError("UNAUTHORIZED", "This is for the timer");
    return { swept: await sweep(new Date()) };
  },
});
