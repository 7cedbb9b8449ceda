import "server-only";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/pagination.ts";
import { dayOfDate } from "@/lib/core/time.ts";
import * as queries from "./list-queries.ts";
import { sessionOf } from "./sessions.ts";
import type { SessionOrder } from "./shapes.ts";
import { settle } from "./stale.ts";

/** Bounds and filters as a caller sends them. */
export interface FilterInput extends Omit<queries.SessionFilter, "from" | "to"> {
  from?: string | undefined;
  to?: string | undefined;
}

const isDate = (value: string) => value.length === 10;

// "To 9999-12-31" is what people write for "no end"; databases do not parse later years.
const latest = Date.UTC(9999, 11, 31);

const instant = (milliseconds: number) => new Date(Math.min(milliseconds, latest));

/** Turns dates of the owner's zone into instants: `from` is the start of its day, `to` the end of its day. */
export function boundsOf(input: { from?: string | undefined; to?: string | undefined }, timezone: string) {
  const { from, to } = input;
  return {
    from: from === undefined ? undefined : instant(isDate(from) ? dayOfDate(from, timezone).from : Date.parse(from)),
    to: to === undefined ? undefined : instant(isDate(to) ? dayOfDate(to, timezone).to : Date.parse(to)),
  };
}

/** A page of sessions. */
export async function list(
  owner: number,
  timezone: string,
  { sort, ...input }: FilterInput & PageRequest & { sort: SessionOrder },
  now: Date,
) {
  await settle(owner, now);
  const name = sort === "newest" ? undefined : sort;
  const position = positionOf(input.cursor, name);
  const filter = { ...input, ...boundsOf(input, timezone) };
  const { rows: found, total } = await queries.listSessions(owner, filter, sort, input, position);
  const { rows, page } = pageOf(found, total, input, (row) => ({
    time: row.start_time,
    id: row.id,
    ...(name && { order: { name, value: queries.orderValue(row, sort) } }),
  }));
  return { sessions: rows.map(sessionOf), ...page };
}
