/** Unicode rules for every text, wherever it comes from. Pure; safe for the browser. */

// Default_Ignorable_Code_Point (UAX #44) covers joiners, soft hyphens, bidi controls and Hangul fillers; the blank
// Braille cell is a letter without ink. Separators and control characters are invisible too.
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Z}\p{Cc}\u2800]/gu;

/** Whether a text has a visible character: not only spaces, joiners, bidi controls, fillers. */
export const isVisible = (text: string): boolean => text.replace(unseen, "") !== "";

const ignorable = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * A text without the invisible characters that come along when copying from a web page, such as zero-width spaces and
 * bidi marks.
 */
export const withoutIgnorable = (text: string): string => text.replace(ignorable, "");
