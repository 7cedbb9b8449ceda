import "server-only";
import { invalid } from "@/lib/core/errors.ts";

/** What a list was asked for; see `pageQuery`. */
export interface PageRequest {
  limit: number;
  offset: number;
  cursor?: string | undefined;
}

/** Where a row stands in a list: newest first by an instant and then by id, unless an order is named. */
export interface Position {
  time: Date;
  id: number;
  /** An order other than newest first, and what counts in it before the instant (0 when nothing does). */
  order?: { name: string; value: number };
}

function encode({ time, id, order }: Position): string {
  const named = order ? `${order.name}.${order.value}.` : "";
  return Buffer.from(`${named}${time.getTime()}.${id}`).toString("base64url");
}

// Databases read dates of four-digit years; the oldest session may begin a day before 1970 does.
const [earliest, latest] = [-86_400_000, Date.UTC(9999, 11, 31)];
// What counts before the instant comes from columns of 32 bits; ids are numbers that JavaScript tells apart.
const [largestValue, largestId] = [2_147_483_647, Number.MAX_SAFE_INTEGER];

/**
 * Reads a cursor back.
 * @param order the name of the list's order, when it is not newest first
 * @throws {AppError} VALIDATION_ERROR for one that this server never made, or made for another order
 */
export function positionOf(cursor: string | undefined, order?: string): Position | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, "base64url").toString();
  const [, name, value, time, id] = /^(?:([a-z]+)\.(\d{1,10})\.)?(-?\d{1,15})\.(\d{1,16})$/.exec(text) ?? [];
  const instant = Number(time);
  const isMade =
    id !== undefined &&
    name === order &&
    instant >= earliest &&
    instant <= latest &&
    Number(id) <= largestId &&
    Number(value ?? 0) <= largestValue;
  if (!isMade) {
    throw invalid(["query", "cursor"], "Must be a cursor of this list", "invalid_format");
  }
  const position = { time: new Date(instant), id: Number(id) };
  return name === undefined ? position : { ...position, order: { name, value: Number(value) } };
}

/**
 * Cuts one page out of rows that were read one further than asked, and says whether and where it goes on.
 * @param found up to `limit + 1` rows
 */
export function pageOf<Row>(found: Row[], total: number, request: PageRequest, at: (row: Row) => Position) {
  const rows = found.slice(0, request.limit);
  const last = rows.at(-1);
  const has_more = found.length > request.limit;
  return {
    rows,
    page: {
      total,
      limit: request.limit,
      offset: request.offset,
      has_more,
      next_cursor: has_more && last !== undefined ? encode(at(last)) : null,
    },
  };
}
