import type { ParserOptions } from "@electric-sql/pglite";

const int8 = 20;
const date = 1082;

/** How every statement's values are parsed by default: ids are numbers, calendar dates stay strings. */
export const ownParsers: ParserOptions = { [int8]: Number, [date]: (value: string) => value };

// Types Drizzle parses itself: timestamp, timestamptz, interval, date, and arrays of numeric and of those four.
const drizzles = [1114, 1184, 1186, date, 1231, 1115, 1185, 1187, 1182];

/**
 * The parsers that Drizzle's driver for PGlite passes with each of its statements: functions, which cannot cross
 * threads. A test compares them with that driver's.
 */
export const drizzleParsers: ParserOptions = Object.fromEntries(
  drizzles.map((type) => [type, (value: string) => value]),
);
