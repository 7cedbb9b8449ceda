import type { Schema } from "./bad-input.ts";
import { sample } from "./bad-input.ts";

/** Generates the largest value that a JSON Schema of the OpenAPI document allows. */

interface Bounded extends Schema {
  maxLength?: number;
  maxItems?: number;
  maximum?: number;
}

// Where a document has no bound, the body's own, 1 MB, is still far away.
const [unboundedLength, unboundedItems] = [10_000, 100];

/**
 * Distinct words of two letters each, so that word comparisons get as many as fit.
 * @param length in characters
 */
export function manyWords(length: number): string {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  let text = "";
  for (let n = 0; text.length < length; n++) text += `${letters[n % 26]}${letters[Math.floor(n / 26) % 26]} `;
  return text.slice(0, length).trimEnd();
}

/**
 * A value with every field, the longest texts and the longest lists that a schema allows.
 * @param chosen values of fields, by name, that a schema does not describe
 */
export function largest(schema: Bounded, chosen: Record<string, unknown> = {}, name = ""): unknown {
  if (Object.hasOwn(chosen, name)) return chosen[name];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const all = choices.filter(({ type }) => type !== "null").map((choice) => largest(choice, chosen, name));
    return all.sort((one, other) => JSON.stringify(other).length - JSON.stringify(one).length)[0];
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") {
    const fields = Object.entries(schema.properties ?? {});
    return Object.fromEntries(fields.map(([key, field]) => [key, largest(field, chosen, key)]));
  }
  if (type === "array") {
    const count = schema.maxItems ?? unboundedItems;
    return Array.from({ length: count }, () => largest(schema.items ?? {}, chosen));
  }
  if (type === "integer" || type === "number") return sample(schema);
  const isFree = type === "string" && schema.enum === undefined && schema.format === undefined && !schema.pattern;
  return isFree ? manyWords(schema.maxLength ?? unboundedLength) : sample(schema);
}
