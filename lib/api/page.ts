import "server-only";
import { invalid } from "@/lib/errors.ts";

/** What a list was asked for; see `pageQuery`. */
export interface PageRequest {
  limit: number;
  offset: number;
  cursor?: string | undefined;
}

/** Where a row stands in a list that is ordered by an instant and then by id, newest first. */
export interface Position {
  time: Date;
  id: number;
}

const encode = ({ time, id }: Position): string => Buffer.from(`${time.getTime()}.${id}`).toString("base64url");

/**
 * Reads a cursor back.
 * @throws {AppError} VALIDATION_ERROR for one that this server never made
 */
export function positionOf(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const match = /^(-?\d{1,15})\.(\d{1,16})$/.exec(Buffer.from(cursor, "base64url").toString());
  if (!match) throw invalid(["query", "cursor"], "Not a cursor of this list", "invalid_format");
  return { time: new Date(Number(match[1])), id: Number(match[2]) };
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
