import { stringify } from "csv-stringify/sync";

/** CSV per RFC 4180, safe to open in a spreadsheet. */

/** Tells spreadsheets the encoding of a file: UTF-8's byte order mark. */
export const byteOrderMark = "\uFEFF";

// CWE-1236. A line of a cell counts as a cell, as many programs split cells at line breaks. Full-width signs are
// executed too.
const formula = /^(?=(?:[^\S\r\n\u2028\u2029]|')*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20])/gm;

/**
 * Text that no spreadsheet executes: lines that begin with `=`, `+`, `-` or `@`, after any blanks and apostrophes, get
 * one more apostrophe. Removing one from each such line restores the text.
 */
export const inert = (text: string): string => text.replaceAll(formula, "'");

/**
 * Several words in one cell, separated by a comma and a space. A word with a comma or a quotation mark is quoted like a
 * cell, so that a CSV parser can read the cell as a line.
 */
export const joinWords = (words: string[]): string =>
  words.map((word) => (/[",]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word)).join(", ");

type Value = string | number | null;

/** Lines of CSV, each terminated by CR LF; text is made inert. */
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
