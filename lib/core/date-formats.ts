/**
 * Cached formatters of dates and times. Creating one is expensive, tens of microseconds, and using it is cheap; a page
 * formats hundreds of times. Safe for the browser.
 */

const known = new Map<string, Intl.DateTimeFormat>();

/** A few for each time zone in use: enough for all of them, and memory stays bounded. */
const most = 500;

/** The formatter of a locale with these options, created on first use. */
export function dateFormatOf(locale: "en-GB" | "en-CA", options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = locale + JSON.stringify(options);
  const made = known.get(name);
  if (made) return made;
  const format = new Intl.DateTimeFormat(locale, options);
  if (known.size >= most) known.clear();
  known.set(name, format);
  return format;
}
