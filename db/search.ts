import { and, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { searchTerms } from "@/lib/core/search-text.ts";

/** A folded term as a `LIKE` pattern that matches it anywhere, with its own wildcards escaped. */
const containing = (term: string): string => `%${term.replaceAll(/[\\%_]/g, "\\$&")}%`;

/**
 * Matches rows whose text has every word of a query, in any order, also as part of a word.
 * @param column stored result of `fold_text`; a trigram index on it is used where there is one
 * @param question as a user typed it; its first eight distinct words count, and one without any matches nothing
 */
export function hasTerms(column: SQLWrapper, question: string): SQL {
  // The longest first: it is the least likely to match, and the others are not evaluated then.
  const terms = searchTerms(question).sort((one, other) => other.length - one.length);
  return and(...terms.map((term) => sql`${column} like ${containing(term)}`)) ?? sql`false`;
}
