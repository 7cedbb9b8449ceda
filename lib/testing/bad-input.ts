import fc from "fast-check";

/** Generates valid and invalid values from the JSON Schemas of the OpenAPI document. */

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
  // Long enough for a password, and with its three character classes.
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

/** Hostile values for every field: wrong types, empty and huge values, characters that databases reject. */
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

/** Hostile values for every query and path parameter, as they appear in a URL. */
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

/** A path in a body, with the smallest valid body around it. */
export interface Place {
  /** Field names and list indexes, from the root. */
  path: (string | number)[];
  schema: Schema;
  /** Whether it is optional in its object. */
  optional: boolean;
  /** The body with a value at this path. */
  build(value: unknown): unknown;
}

/** Every field of a body, at any depth. */
export function* places(schema: Schema): Generator<Place> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const around = sample({ ...schema, type: "object" }) as Record<string, unknown>;
    const build = (value: unknown) => ({ ...around, [name]: value });
    yield { path: [name], schema: field, optional: !schema.required?.includes(name), build };
    for (const place of below(field)) {
      yield { ...place, path: [name, ...place.path], build: (value) => build(place.build(value)) };
    }
  }
}

function* below(schema: Schema): Generator<Place> {
  for (const option of schema.anyOf ?? schema.oneOf ?? []) yield* below(option);
  if (schema.properties) yield* places(schema);
  if (schema.items) {
    const { items } = schema;
    const item: Place = { path: [0], schema: items, optional: false, build: (value) => [value] };
    yield item;
    for (const place of below(items)) {
      yield { ...place, path: [0, ...place.path], build: (value) => [place.build(value)] };
    }
  }
}

const typesOf = ({ type, anyOf, oneOf }: Schema): string[] => [
  ...[type ?? []].flat(),
  ...(anyOf ?? oneOf ?? []).flatMap(typesOf),
];

/** Whether a path takes an integer, and no text. */
export const takesInteger = ({ schema }: Place): boolean =>
  typesOf(schema).includes("integer") && !typesOf(schema).includes("string");

/** JSON values that are not integers, as they are written. */
export const noIntegers = ["true", '"1"', "[1]", "1.5", "1e400"];

/** The body as text, with `written` at a path: for values JavaScript cannot hold too. */
export function written(place: Place, value: string): string {
  const mark = "<the value>";
  return JSON.stringify(place.build(mark)).replace(JSON.stringify(mark), () => value);
}

const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);
const latin1 = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** Bodies that every operation rejects, each with its headers and the expected status. */
export const unreadableBodies: [name: string, body: string | Uint8Array, status: number, headers?: object][] = [
  ["__proto__ with an escaped letter", '{"__\\u0070roto__":{"a":1}}', 422],
  ["__proto__ with escaped underscores", '{"\\u005F_proto\\u005f_":1}', 422],
  ["__proto__ in a list in a field", '{"a":[{"b":{"__pr\\u006Fto__":null}}]}', 422],
  ["lists nested 65 deep", nested(65, "[", "]"), 400],
  ["objects nested 4,900 deep", `${'{"a":'.repeat(4900)}1${"}".repeat(4900)}`, 400],
  ["lists nested 500,000 deep", nested(500_000, "[", "]"), 400],
  ["lists that never end", "[".repeat(500_000), 400],
  ["Latin-1", latin1('{"title":"Zo\u00eb"}'), 400],
  ["an overlong encoding", new Uint8Array([0x22, 0xc0, 0xaf, 0x22]), 400],
  ["a surrogate in UTF-8", new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), 400],
  ["UTF-16 with its mark", new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]), 400],
  ["a compressed body", "{}", 415, { "content-encoding": "gzip" }],
  ["two codings", "{}", 415, { "content-encoding": "identity, br" }],
];

/** Forged cursors, for lists of any order. */
export function forgedCursors(orders: readonly string[]): string[] {
  const plain = ["0.1", "1.0", "1.9007199254740993", "999999999999999.1", "-1.-1", "1e9.1", "NaN.NaN"];
  const values = ["0", "-1", "2147483648", "9999999999", "9007199254740993", "NaN"];
  const named = orders.flatMap((order) => [...values.map((value) => `${order}.${value}.1.1`), `${order}.1.9e9.1`]);
  const texts = [...plain, ...named, "", ".", "..", "shelf", "shelf.1", "\u0000", "1.1.1", "constructor.1.1.1"];
  return [...texts.map((text) => Buffer.from(text).toString("base64url")), "1.1", "!", "%00", "x".repeat(200)];
}
