import { createServer, type IncomingMessage } from "node:http";
import { verify } from "@node-rs/bcrypt";
import { openDatabase, useDatabase } from "@/db/index.ts";
import { addDays, today } from "@/lib/core/time.ts";
import { endRunning, findOpening, findSession, startFirst, startNext } from "@/lib/tracking/queries.ts";
import { explicitEnd, splitByDay, supersededEnd } from "@/lib/tracking/rules.ts";
import { daysBetween } from "@/lib/tracking/stats-queries.ts";

/**
 * The other baseline: bare `node:http` around exactly the statements Stint runs, without framework, sign-in, contract,
 * limits or log. The user id is in the header `x-user`.
 */
useDatabase(await openDatabase());

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
}

async function start(owner: number, request: IncomingMessage) {
  const { repo_owner, repo_name, pr_number } = (await bodyOf(request)) as {
    repo_owner: string;
    repo_name: string;
    pr_number: number;
  };
  const now = new Date();
  const session = {
    repo_owner,
    repo_name,
    pr_number,
    start_time: now,
    client_session_id: null,
    source: null,
    pr_title: null,
    branch: null,
  };
  const { timezone, running } = await findOpening(owner, null);
  if (!running) return startFirst(owner, timezone, session, now);
  const span = supersededEnd(running, now);
  return startNext(owner, timezone, { running, span, shares: splitByDay(span, timezone) }, session, now);
}

async function end(owner: number, id: number) {
  const now = new Date();
  const row = await findSession(owner, id);
  if (!row) return null;
  const span = explicitEnd(row.start_time, {}, now);
  return endRunning(owner, row.timezone, row, { span, by: "user", shares: splitByDay(span, row.timezone) }, now);
}

async function daily(owner: number) {
  const date = today("UTC");
  return daysBetween(owner, addDays(date, -29), date);
}

const hash = process.env.BENCH_PASSWORD_HASH ?? "";

async function answer(request: IncomingMessage): Promise<unknown> {
  const owner = Number(request.headers["x-user"]);
  const { url = "", method } = request;
  if (url === "/ready") return "ready";
  if (url.endsWith("/sessions/start")) return start(owner, request);
  if (method === "PATCH") return end(owner, Number(url.split("/").at(-2)));
  if (url.endsWith("/auth/login")) return verify(String((await bodyOf(request)).password), hash);
  return daily(owner);
}

createServer(async (request, response) => {
  try {
    const body = JSON.stringify(await answer(request));
    response.writeHead(200, { "Content-Type": "application/json" }).end(body);
  } catch {
    response.writeHead(500).end();
  }
}).listen(Number(process.env.PORT), "127.0.0.1");
