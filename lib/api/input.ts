import "server-only";
import { z } from "zod";
import { AppError, invalid } from "@/lib/core/errors.ts";
import { type AnyEndpoint, locationOf, pathParameters } from "./contract.ts";

/** From the raw request to the input that a contract's schema parses. */

type Schema = z.core.$ZodTypes;

/** The schema without its wrappers, which decides how an input is read. */
function unwrap(schema: z.core.$ZodType): Schema {
  const { def } = (schema as Schema)._zod;
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
    case "nullable":
    case "readonly":
    case "catch":
    case "nonoptional":
      return unwrap(def.innerType);
    case "pipe":
      return unwrap((def.in as Schema)._zod.def.type === "transform" ? def.out : def.in);
    case "lazy":
      return unwrap(def.getter());
    default:
      return schema as Schema;
  }
}

const accepts = (schema: z.core.$ZodType, value: unknown): boolean => z.safeParse(schema, value).success;

const known = new WeakMap<z.core.$ZodType, boolean>();

/** Whether `null` means that a field was absent: it is optional, and not nullable. */
function nullIsAbsent(field: z.core.$ZodType): boolean {
  let absent = known.get(field);
  if (absent === undefined) {
    absent = accepts(field, undefined) && !accepts(field, null);
    known.set(field, absent);
  }
  return absent;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Removes null fields that a schema has as optional but not nullable, nested ones included: generated clients and
 * models send null for fields they omit. A nullable field keeps its null, which clears it.
 * @returns a value for `schema` to parse; whatever does not fit is left for the schema to reject
 */
export function withoutNulls(schema: z.core.$ZodType, value: unknown): unknown {
  const { def } = unwrap(schema)._zod;
  if (def.type === "array" && Array.isArray(value)) return value.map((item) => withoutNulls(def.element, item));
  if (def.type === "union") {
    for (const option of def.options) {
      const candidate = withoutNulls(option, value);
      if (accepts(option, candidate)) return candidate;
    }
    return value;
  }
  if (!isRecord(value)) return value;
  if (def.type === "record") {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutNulls(def.valueType, item)]));
  }
  if (def.type !== "object") return value;
  const fields = Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
    const field = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
    if (!field) return [[name, item]];
    return item === null && nullIsAbsent(field) ? [] : [[name, withoutNulls(field, item)]];
  });
  return Object.fromEntries(fields);
}

/** Path and query values are text: plain decimal digits become the integer a field expects; everything else stays. */
function fromText(field: z.core.$ZodType | undefined, text: string): string | number {
  const isInteger = field !== undefined && unwrap(field)._zod.def.type === "number";
  return isInteger && /^-?\d{1,16}$/.test(text) ? Number(text) : text;
}

/** Rejects a body field named like a path parameter, unless the endpoint allows it to be repeated. */
function checkRepeated(contract: AnyEndpoint, name: string, sent: unknown, inPath: unknown): void {
  if (!contract.repeats?.includes(name)) throw invalid(["body", name], "Unknown field", "unrecognized_keys");
  if (sent === null) return;
  if (!Number.isInteger(sent)) throw invalid(["body", name], "Invalid input: expected integer", "invalid_type");
  if (sent !== inPath) throw new AppError("USER_ID_MISMATCH", "The body and the path name different accounts");
}

/**
 * Collects the flat input of an endpoint from path, query and body.
 * @throws {AppError} VALIDATION_ERROR for a body that is not an object, or that contains a path parameter;
 * USER_ID_MISMATCH for one that repeats a path parameter with another value
 */
export function gatherInput(
  contract: AnyEndpoint,
  params: Record<string, string>,
  search: URLSearchParams,
  body: unknown,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const shape = contract.shape as Record<string, z.core.$ZodType>;
  if (contract.method === "GET") {
    for (const [name, field] of Object.entries(shape)) {
      const value = search.get(name);
      if (value !== null && locationOf(contract, name) === "query") input[name] = fromText(field, value);
    }
  } else if (body !== undefined) {
    if (!isRecord(body)) throw invalid(["body"], "Invalid input: expected object", "invalid_type");
    Object.assign(input, body);
  }
  for (const name of pathParameters(contract.path)) {
    const value = params[name];
    const read = value === undefined ? undefined : fromText(shape[name], value);
    if (Object.hasOwn(input, name)) checkRepeated(contract, name, input[name], read);
    if (read !== undefined) input[name] = read;
  }
  return input;
}
