import "server-only";
import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import { type Reply, streamed } from "@/lib/api/implement.ts";
import type { Position } from "@/lib/api/page.ts";
import { today } from "@/lib/time.ts";
import { type SessionFilter, sessionsAfter } from "./list-queries.ts";
import { sessionOf } from "./sessions.ts";
import type { Session } from "./shapes.ts";

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
] as const satisfies (keyof Session)[];

/** RFC 4180 lines. Cells a spreadsheet would run (CWE-1236) begin with an apostrophe. */
function csvLines(sessions: Session[], header: boolean): string {
  const records = sessions.map((session) => ({ ...session, tags: session.tags.join(", ") }));
  return stringify(records, { columns: [...csvColumns], header, record_delimiter: "\r\n", escape_formulas: true });
}

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

async function* csv(owner: number, filter: SessionFilter): AsyncGenerator<string> {
  yield csvLines([], true);
  for await (const sessions of portions(owner, filter)) yield csvLines(sessions, false);
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

/** All sessions that a filter lets through, newest first, read and sent portion by portion. */
export function exportSessions(
  owner: number,
  timezone: string,
  format: "csv" | "json",
  filter: SessionFilter,
  now: Date,
): Reply {
  const text = (format === "csv" ? csv : json)(owner, filter);
  const stream = Readable.toWeb(Readable.from(text, { objectMode: false })) as ReadableStream<Uint8Array>;
  return streamed(stream, {
    "Content-Type": format === "csv" ? "text/csv; charset=utf-8; header=present" : "application/json",
    "Content-Disposition": `attachment; filename="stint-sessions-${today(timezone, now)}.${format}"`,
  });
}
