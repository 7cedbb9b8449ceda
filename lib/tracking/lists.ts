import "server-only";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/page.ts";
import { dayOfDate } from "@/lib/time.ts";
import * as queries from "./list-queries.ts";
import { sessionOf } from "./sessions.ts";

/** Bounds and filters as a caller gives them. */
export interface FilterInput extends Omit<queries.SessionFilter, "from" | "to"> {
  from?: string | undefined;
  to?: string | undefined;
}

const isDate = (value: string) => value.length === 10;

/** Turns dates of the owner's zone into instants: `from` begins with its day, `to` ends with its day. */
export function boundsOf(input: { from?: string | undefined; to?: string | undefined }, timezone: string) {
  const { from, to } = input;
  return {
    from: from === undefined ? undefined : new Date(isDate(from) ? dayOfDate(from, timezone).from : from),
    to: to === undefined ? undefined : new Date(isDate(to) ? dayOfDate(to, timezone).to : to),
  };
}

/** A page of sessions, newest first. */
export async function list(owner: number, timezone: string, input: FilterInput & PageRequest) {
  const position = positionOf(input.cursor);
  const filter = { ...input, ...boundsOf(input, timezone) };
  const { rows: found, total } = await queries.listSessions(owner, filter, input, position);
  const { rows, page } = pageOf(found, total, input, (row) => ({ time: row.start_time, id: row.id }));
  return { sessions: rows.map(sessionOf), ...page };
}
