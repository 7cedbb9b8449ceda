import { stringify } from "csv-stringify/sync";

/** CSV per RFC 4180, safe to open in a spreadsheet. */

/** What spreadsheets show the encoding of a file by: UTF-8's byte order mark. */
export const byteOrderMark = "\uFEFF";

// CWE-1236. A line of a cell counts as a cell: programs that tear cells at line breaks are common. Full-width signs run too.
const formula = /^(?=(?:[^\S\r\n\u2028\u2029]|')*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20])/gm;

/**
 * A text that no spreadsheet runs: lines that begin with `=`, `+`, `-` or `@`, after blanks and apostrophes if any, get
 * one apostrophe more. So taking one from each such line that has one gives the text back.
 */
export const inert = (text: string): string => text.replaceAll(formula, "'");

/**
 * Several words in one cell, divided by a comma and a space. One that holds a comma or a quotation mark is quoted as
 * cells are, so that a CSV parser reads the cell like a line.
 */
export const joinWords = (words: string[]): string =>
  words.map((word) => (/[",]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word)).join(", ");

type Value = string | number | null;

/** Lines of CSV, each ended by CR LF; text is made inert. */
export function csvLines<Column extends string>(columns: readonly Column[], records: Record<Column, Value>[]): string {
  const rows = records.map((record) =>
    columns.map((column) => {
      const value = record[column];
      return typeof value === "string" ? inert(value) : value;
    }),
  );
  // By itself the package quotes only the whole record delimiter, not a lone CR or LF.
  return stringify(rows, { record_delimiter: "\r\n", quoted_match: /[\r\n]/ });
}
