import "server-only";
import { timingSafeEqual } from "node:crypto";
import { implement, reply, versioned } from "@/lib/api/implement.ts";
import { openApiDocument } from "@/lib/api/openapi.ts";
import { contracts } from "@/lib/app/contracts.ts";
import { bearerToken } from "@/lib/auth/principal.ts";
import { env } from "@/lib/core/env.ts";
import { AppError, notFound } from "@/lib/core/errors.ts";
import { hashToken } from "@/lib/core/secrets.ts";
import { sweep } from "@/lib/jobs/sweep.ts";
import { version } from "@/package.json";
import { operationContract } from "./contract.ts";
import { aboutProcess, health } from "./health.ts";

const sameSecret = (left: string, right: string): boolean =>
  timingSafeEqual(Buffer.from(hashToken(left)), Buffer.from(hashToken(right)));

let described: { url: string; etag: string; document: ReturnType<typeof openApiDocument> } | undefined;

/**
 * The document is the same for everybody until the process exits, and takes half a second to generate, so it is cached.
 */
function description() {
  const url = env().APP_URL;
  if (described?.url !== url) {
    const document = openApiDocument(contracts, { version, url });
    described = { url, etag: hashToken(JSON.stringify(document)), document };
  }
  return described;
}

/** Health, the OpenAPI document, and the jobs that a serverless deployment's timer triggers. */
export const operation = implement(operationContract, {
  health: async ({ native }) => {
    const state = { ...(await health()), door: native ? ("native" as const) : ("next" as const) };
    return state.status !== "unavailable" ? state : reply(503, state, { "Retry-After": "5" });
  },
  live: () => ({ status: "ok" as const, ...aboutProcess() }),
  openapi: () => {
    const { etag, document } = description();
    return versioned(etag, 300, async () => document);
  },
  sweep: async ({ headers }) => {
    const secret = env().CRON_SECRET;
    if (!secret) throw notFound("CRON_SECRET");
    const given = bearerToken(headers);
    if (!given || !sameSecret(given, secret)) throw new AppError("UNAUTHORIZED", "This is for the timer");
    return { swept: await sweep(new Date()) };
  },
});
