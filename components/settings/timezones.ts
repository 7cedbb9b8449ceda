import { zoneName } from "@/lib/accounts/rules.ts";
import { foldText } from "@/lib/core/search-text.ts";

/** Time zones as people look for them. */

export interface Zone {
  /** IANA name, as `Europe/Berlin`. */
  name: string;
  /** As people read it: `Europe/Isle of Man`. */
  label: string;
  /** What is searched: the label in small letters, without accents. */
  text: string;
}

/** Browsers list these under names their cities have given up; all of them know the new ones too. */
const renamed = [
  "Africa/Asmara",
  "America/Nuuk",
  "Asia/Ho_Chi_Minh",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Yangon",
  "Atlantic/Faroe",
  "Europe/Kyiv",
  "Pacific/Chuuk",
  "Pacific/Kanton",
  "Pacific/Pohnpei",
];

const plain = (text: string): string => foldText(text.replaceAll(/[_/]+/g, " ")).trim();

const canonical = (name: string): string =>
  new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;

/** Whether two names mean the same zone, as `Asia/Kolkata` and `Asia/Calcutta` do. */
export const sameZone = (one: string, other: string): boolean => canonical(one) === canonical(other);

/** The name a zone bears now. */
export const presentName = (name: string): string =>
  renamed.find((now) => zoneName(now) && sameZone(now, name)) ?? name;

let known: Zone[] | undefined;

/** Every zone this browser knows, by name. */
export function allZones(): Zone[] {
  if (known) return known;
  const names = new Map(Intl.supportedValuesOf("timeZone").map((name) => [name, name]));
  for (const name of ["UTC", ...renamed]) if (zoneName(name) !== null) names.set(canonical(name), name);
  known = [...names.values()].sort().map((name) => ({ name, label: name.replaceAll("_", " "), text: plain(name) }));
  return known;
}

/** The difference of a zone from UTC at an instant, as `UTC+5:45`. */
export function formatOffset(zone: string, instant: number): string {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const offset = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  if (!sign || (hours === "00" && minutes === "00")) return "UTC";
  return `UTC${sign === "-" ? "−" : "+"}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
}

/** What the clocks of a zone show at an instant, as `14:05`. */
export const formatClock = (zone: string, instant: number): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(instant);

const asksForOffset = /^(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2}(?::\d\d)?)$/;

/** Every zone, those with these names first. */
export function zonesBeginning(names: string[]): Zone[] {
  const wanted = [...new Set(names.map(presentName))];
  const first = wanted.flatMap((name) => allZones().find((zone) => sameZone(zone.name, name)) ?? []);
  return [...first, ...allZones().filter((zone) => !first.includes(zone))];
}

/**
 * The zones that fit what was typed: a part of a name, several words in any order, or an offset such as `+5:45`.
 * Names in which a word begins so come first.
 */
export function findZones(typed: string, instant: number): Zone[] {
  const query = plain(typed);
  const [, sign, amount] = asksForOffset.exec(query) ?? [];
  if (sign && amount) {
    const wanted = `UTC${sign === "+" ? "+" : "−"}${amount.replace(/^0(?=\d)/, "")}`;
    return allZones().filter(({ name }) => formatOffset(name, instant) === wanted);
  }
  const words = query.split(" ").filter(Boolean);
  const fitting = allZones().filter(({ text }) => words.every((word) => text.includes(word)));
  const [first = ""] = words;
  const begins = ({ text }: Zone): boolean => text.split(" ").some((word) => word.startsWith(first));
  return [...fitting.filter(begins), ...fitting.filter((zone) => !begins(zone))];
}
