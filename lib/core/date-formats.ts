/**
 * Formatters of dates and times. One is dear to make, tens of microseconds, and cheap to use; a page asks hundreds of
 * times. Safe for the browser.
 */

const known = new Map<string, Intl.DateTimeFormat>();

/** A few for each time zone of the people who are here: enough for all of them, and no memory that grows for ever. */
const most = 500;

/** The formatter of a locale with these options, made at its first use. */
export function dateFormatOf(locale: "en-GB" | "en-CA", options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = locale + JSON.stringify(options);
  const made = known.get(name);
  if (made) return made;
  const format = new Intl.DateTimeFormat(locale, options);
  if (known.size >= most) known.clear();
  known.set(name, format);
  return format;
}
