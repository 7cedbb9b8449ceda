import fc from "fast-check";

/** Makes valid and invalid values out of the JSON Schemas of the OpenAPI document. */

export interface Schema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  minItems?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  default?: unknown;
}

const byFormat: Record<string, string> = {
  email: "sample@example.com",
  "date-time": "2026-01-05T09:00:00.000Z",
  date: "2026-01-05",
  uuid: "0198c0de-0000-4000-8000-000000000001",
  uri: "https://example.com/",
};

function sampleText(schema: Schema): string {
  const known = schema.format === undefined ? undefined : byFormat[schema.format];
  if (known !== undefined) return known;
  if (schema.pattern !== undefined) {
    return fc.sample(fc.stringMatching(new RegExp(schema.pattern)), { numRuns: 1, seed: 7 })[0] ?? "";
  }
  // Long enough for a password, and of its three kinds of characters.
  return "Sample77".padEnd(schema.minLength ?? 8, "x");
}

/** One value that a schema allows, with its required fields only. */
export function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice?.[0]) return sample(choice[0]);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") {
    const required = schema.required ?? [];
    return Object.fromEntries(required.map((name) => [name, sample(schema.properties?.[name] ?? {})]));
  }
  if (type === "array") return Array.from({ length: schema.minItems ?? 1 }, () => sample(schema.items ?? {}));
  if (type === "integer" || type === "number")
    return Math.max(1, schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
  if (type === "boolean") return true;
  if (type === "null") return null;
  return sampleText(schema);
}

/** What every field is tried with: wrong types, empty and huge values, characters that databases choke on. */
export const hostileValues: unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  Number.MAX_SAFE_INTEGER + 1,
  1e308,
  "",
  " ",
  "x".repeat(10_240),
  "a\u0000b",
  "a\u0007b",
  "\ud800",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "'; drop table users; --",
  "__proto__",
  [],
  [null],
  {},
  { constructor: { prototype: {} } },
];

/** What every query and path parameter is tried with, as it stands in a URL. */
export const hostileTexts = [
  "",
  "abc",
  "-1",
  "0",
  "1.5",
  "1e400",
  "99999999999999999999",
  "%00",
  "%07",
  "%ED%A0%80",
  "__proto__",
  "x".repeat(10_240),
  "%27%20or%201%3D1",
  "NaN",
  "0000-01-01",
];

/** A valid body with one field replaced, for every field and every hostile value. */
export function* mutations(schema: Schema, valid: Record<string, unknown>): Generator<Record<string, unknown>> {
  for (const name of Object.keys(schema.properties ?? {})) {
    for (const value of hostileValues) yield { ...valid, [name]: value };
  }
  yield { ...valid, an_unknown_field: 1 };
  for (const name of schema.required ?? []) {
    const { [name]: _, ...rest } = valid;
    yield rest;
  }
}
