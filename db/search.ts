import { and, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { searchTerms } from "@/lib/core/search-text.ts";

/** A folded term as a `LIKE` pattern that finds it anywhere, its own wildcards taken literally. */
const containing = (term: string): string => `%${term.replaceAll(/[\\%_]/g, "\\$&")}%`;

/**
 * The rows whose text has every word of a question, in any order, as a part of a word too.
 * @param column what `fold_text` made of the text, stored; a trigram index on it is used where there is one
 * @param question as a person typed it; its first eight distinct words count, and one without any finds nothing
 */
export function hasTerms(column: SQLWrapper, question: string): SQL {
  // The longest first: it is the likeliest to be missing, and the others are not looked at then.
  const terms = searchTerms(question).sort((one, other) => other.length - one.length);
  return and(...terms.map((term) => sql`${column} like ${containing(term)}`)) ?? sql`false`;
}
