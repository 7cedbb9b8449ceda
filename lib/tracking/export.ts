import "server-only";
import { Readable } from "node:stream";
import { type Reply, streamed } from "@/lib/api/implement.ts";
import type { Position } from "@/lib/api/pagination.ts";
import { byteOrderMark, csvLines, joinWords } from "@/lib/core/csv.ts";
import { invalid } from "@/lib/core/errors.ts";
import { today } from "@/lib/core/time.ts";
import { type SessionFilter, sessionsAfter } from "./list-queries.ts";
import { sessionOf } from "./sessions.ts";
import type { Session } from "./shapes.ts";
import { settle } from "./stale.ts";

const portion = 500;

const csvColumns = [
  "session_id",
  "repo_owner",
  "repo_name",
  "pr_number",
  "start_time",
  "end_time",
  "duration_seconds",
  "status",
  "note",
  "tags",
  "created_at",
  "pr_title",
  "branch",
] as const satisfies (keyof Session)[];

const recordOf = (session: Session) => ({ ...session, tags: joinWords(session.tags) });

async function* portions(owner: number, filter: SessionFilter): AsyncGenerator<Session[]> {
  let position: Position | undefined;
  for (;;) {
    const rows = await sessionsAfter(owner, filter, position, portion);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(sessionOf);
    position = { time: last.start_time, id: last.id };
  }
}

async function* csv(owner: number, filter: SessionFilter, bom: boolean): AsyncGenerator<string> {
  yield `${bom ? byteOrderMark : ""}${csvColumns.join(",")}\r\n`;
  for await (const sessions of portions(owner, filter)) yield csvLines(csvColumns, sessions.map(recordOf));
}

async function* json(owner: number, filter: SessionFilter): AsyncGenerator<string> {
  let separator = "";
  yield '{"sessions":[';
  for await (const sessions of portions(owner, filter)) {
    for (const session of sessions) {
      yield `${separator}${JSON.stringify(session)}`;
      separator = ",";
    }
  }
  yield "]}";
}

/**
 * All sessions that match a filter, newest first, read and streamed in batches.
 * @throws {AppError} VALIDATION_ERROR for a byte order mark before JSON, which RFC 8259 does not allow
 */
export async function exportSessions(
  { id: owner, timezone }: { id: number; timezone: string },
  { format, bom }: { format: "csv" | "json"; bom: boolean },
  filter: SessionFilter,
  now: Date,
): Promise<Reply> {
  if (bom && format === "json") throw invalid(["query", "bom"], "Only CSV can begin with a byte order mark");
  await settle(owner, now);
  const text = format === "csv" ? csv(owner, filter, bom) : json(owner, filter);
  const stream = Readable.toWeb(Readable.from(text, { objectMode: false })) as ReadableStream<Uint8Array>;
  return streamed(stream, {
    "Content-Type": format === "csv" ? "text/csv; charset=utf-8; header=present" : "application/json",
    "Content-Disposition": `attachment; filename="stint-sessions-${today(timezone, now)}.${format}"`,
  });
}
