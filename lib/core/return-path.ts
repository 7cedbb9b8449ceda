/** Where a user goes after signing in. Safe for the browser. */

/** The default page after signing in. */
export const homePath = "/today";

/** Pages that make no sense to return to. */
const passing = /^\/(?:$|sign-in$|sign-up$|forgot-password$|reset-password$|api(?:\/|$)|auth(?:\/|$))/;

// Browsers strip tabs and line breaks from URLs and read `\` as `/`, so `/\t/evil.example` would leave Stint.
const allowed = /^\/(?!\/)[^\\\p{Cc}]*$/u;

/** The page to return to: `given` when it is a page of Stint, else {@link homePath}. */
export function returnPath(given: unknown): string {
  if (typeof given !== "string" || given.length > 2000 || !given.isWellFormed() || !allowed.test(given))
    return homePath;
  const base = "http://stint.invalid";
  if (!URL.canParse(given, base)) return homePath;
  const url = new URL(given, base);
  // Dot segments have been resolved here, and may have left a second slash at the front.
  if (url.origin !== base || url.pathname.startsWith("//") || passing.test(url.pathname)) return homePath;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The URL of a sign-in or sign-up page that returns to `path`. */
export function withReturn(page: "/sign-in" | "/sign-up", path: unknown): string {
  const next = returnPath(path);
  return next === homePath ? page : `${page}?next=${encodeURIComponent(next)}`;
}
