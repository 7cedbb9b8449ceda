/** Text of others in Markdown. */

/**
 * A text that Markdown shows as it was written, on one line. Only what could mean something in the middle of a line is
 * escaped, so that the plain text stays readable.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*[\]<>~$|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|!(?=\[)|&(?=#?\w+;)/gu, "\\$&");
