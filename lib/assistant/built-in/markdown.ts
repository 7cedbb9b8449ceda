/** Escapes other text in Markdown. */

/**
 * Text that Markdown renders as it was written, on one line. Only characters with a meaning in the middle of a line are
 * escaped, so that the plain text stays readable.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*[\]<>~$|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|!(?=\[)|&(?=#?\w+;)/gu, "\\$&");
