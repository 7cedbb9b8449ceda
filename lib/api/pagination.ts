import "server-only";
import { invalid } from "@/lib/core/errors.ts";

/** The requested page of a list; see `pageQuery`. */
export interface PageRequest {
  limit: number;
  offset: number;
  cursor?: string | undefined;
}

/** A row's position in a list: newest first by an instant and then by id, unless an order is named. */
export interface Position {
  time: Date;
  id: number;
  /** An order other than newest first, and its sort key before the instant (0 when there is none). */
  order?: { name: string; value: number };
}

function encode({ time, id, order }: Position): string {
  const named = order ? `${order.name}.${order.value}.` : "";
  return Buffer.from(`${named}${time.getTime()}.${id}`).toString("base64url");
}

// Databases parse four-digit years; the oldest session may begin a day before 1970.
const [earliest, latest] = [-86_400_000, Date.UTC(9999, 11, 31)];
// The sort key before the instant comes from 32-bit columns; ids are safe JavaScript integers.
const [largestValue, largestId] = [2_147_483_647, Number.MAX_SAFE_INTEGER];

/**
 * Parses a cursor.
 * @param order the name of the list's order, when it is not newest first
 * @throws {AppError} VALIDATION_ERROR for a cursor this server did not issue, or issued for another order
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
 * Cuts one page from rows fetched with one extra, and returns the next cursor if there are more.
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
