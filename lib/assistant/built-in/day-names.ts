import { formatDate } from "@/lib/core/format.ts";
import type { Span } from "./date-words.ts";
import { escapeMarkdown } from "./markdown.ts";

/** Formats days and periods within a sentence. */

const isDate = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** A calendar date within a sentence, such as "tomorrow" or "Mon 17 Nov". */
export function dayInSentence(date: string, today: string): string {
  if (!isDate(date)) return escapeMarkdown(date);
  const tomorrow = new Date(Date.parse(`${today}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  if (date === tomorrow) return "tomorrow";
  const text = formatDate(date, today);
  return /^(?:Today|Yesterday)$/.test(text) ? text.toLowerCase() : text;
}

/** "on Mon 17 Nov", "tomorrow", "from Sun 1 Nov to Mon 30 Nov". */
export function spanInSentence({ from, to }: Pick<Span, "from" | "to">, today: string): string {
  const last = dayInSentence(to, today);
  if (from === undefined) return `until ${last}`;
  if (from === to) return /^(?:today|yesterday|tomorrow)$/.test(last) ? last : `on ${last}`;
  return `from ${dayInSentence(from, today)} to ${last}`;
}
