import "server-only";
import type { z } from "zod";
import { withoutNulls } from "./input.ts";

/** A parsed item, or its validation error. */
export type ParsedItem<T> = { item: T } | { error: string };

function reason(issue: z.core.$ZodIssue): string {
  const place = issue.path.map(String).join(".");
  const words = issue.code === "unrecognized_keys" ? `Unknown field: ${issue.keys.join(", ")}` : issue.message;
  return place === "" ? words : `${place}: ${words}`;
}

/** Parses one item of a list; `null` for an optional, non-nullable field counts as absent. */
export function parseItem<T>(schema: z.ZodType<T>, value: unknown): ParsedItem<T> {
  const result = schema.safeParse(withoutNulls(schema, value));
  if (result.success) return { item: result.data };
  return { error: result.error.issues.map(reason).slice(0, 5).join("; ") };
}
