import { z } from "zod";
import { errorTable } from "@/lib/core/errors.ts";
import {
  type Access,
  type AnyEndpoint,
  locationOf,
  type Output,
  pathParameters,
  publicPath,
  takesKeys,
} from "./contract.ts";
import { errorShape } from "./shapes.ts";

type Json = Record<string, unknown>;
type Domains = Record<string, Record<string, AnyEndpoint>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Moves named shapes to the document's components and replaces them by references. */
function lift(value: unknown, components: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => lift(item, components));
  if (!isObject(value)) return value;
  const { $defs, $schema: _, ...rest } = value;
  // The name of a shape; among properties, `id` is a field like any other.
  if (typeof rest.id === "string") delete rest.id;
  if (isObject($defs)) {
    for (const [name, definition] of Object.entries($defs)) components[name] ??= lift(definition, components);
  }
  if (typeof rest.$ref === "string") rest.$ref = rest.$ref.replace("#/$defs/", "#/components/schemas/");
  return Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, lift(item, components)]));
}

function schemaOf(shape: z.ZodType, io: "input" | "output", components: Json): Json {
  const schema = z.toJSONSchema(shape, { io, target: "draft-2020-12", unrepresentable: "any" });
  const { id } = schema;
  const lifted = lift(schema, components) as Json;
  if (typeof id !== "string") return lifted;
  components[id] = lifted;
  return { $ref: `#/components/schemas/${id}` };
}

const isOptional = (shape: z.ZodType): boolean => shape.safeParse(undefined).success;

function parametersOf(contract: AnyEndpoint, components: Json): Json[] {
  const parameters: Json[] = [];
  for (const [name, field] of Object.entries(contract.shape)) {
    const place = locationOf(contract, name);
    if (place === "body") continue;
    const shape = field as z.ZodType;
    const { description, ...schema } = schemaOf(shape, "input", components);
    const required = place === "path" || !isOptional(shape);
    parameters.push({ name, in: place, required, ...(description !== undefined && { description }), schema });
  }
  if (takesKeys(contract)) parameters.push({ $ref: "#/components/parameters/IdempotencyKey" });
  if (contract.method !== "GET" && contract.access !== "public") {
    parameters.push({ $ref: "#/components/parameters/UserId" });
  }
  if (contract.conditional) parameters.push({ $ref: "#/components/parameters/IfNoneMatch" });
  return parameters;
}

const nullType = { type: "null" };

const takesNull = ({ type, anyOf }: Json): boolean =>
  type === "null" ||
  (Array.isArray(type) && type.includes("null")) ||
  (Array.isArray(anyOf) && anyOf.some((option) => isObject(option) && takesNull(option)));

function orNull(field: Json): Json {
  // A schema without a type accepts every value, null included.
  const isOpen = ["type", "anyOf", "$ref", "const", "enum", "allOf", "oneOf"].every((name) => !(name in field));
  if (isOpen || takesNull(field)) return field;
  const { description, default: fallback, ...schema } = field;
  const about = {
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: fallback }),
  };
  const options = Array.isArray(schema.anyOf) && Object.keys(schema).length === 1 ? schema.anyOf : [schema];
  return { anyOf: [...options, nullType], ...about };
}

/** Optional body fields accept null as absent (`withoutNulls`), and the document says so. */
function withNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNulls);
  if (!isObject(value)) return value;
  const inside = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNulls(item)]));
  const { properties, required } = inside;
  if (inside.type !== "object" || !isObject(properties)) return inside;
  const needed = Array.isArray(required) ? required : [];
  const fields = Object.entries(properties).map(([name, field]) => [
    name,
    needed.includes(name) || !isObject(field) ? field : orNull(field),
  ]);
  return { ...inside, properties: Object.fromEntries(fields) };
}

function bodyOf(contract: AnyEndpoint, components: Json): Json | undefined {
  if (contract.method === "GET") return undefined;
  const repeated = (contract.repeats ?? []).map((name): [string, z.ZodType] => [
    name,
    z.int().optional().meta({ description: "Same as in the path; any other value is refused." }),
  ]);
  const own = Object.entries(contract.shape).filter(([name]) => locationOf(contract, name) === "body");
  const fields = [...own, ...repeated];
  if (fields.length === 0) return undefined;
  const shape = z.strictObject(Object.fromEntries(fields));
  const required = fields.some(([, field]) => !isOptional(field as z.ZodType));
  return { required, content: { "application/json": { schema: withNulls(schemaOf(shape, "input", components)) } } };
}

const securityOf = (access: Access, unsafe: boolean): Json[] => {
  if (access === "public") return [];
  return [{ bearer: [] }, unsafe ? { cookie: [], csrf: [] } : { cookie: [] }];
};

/** Error statuses an endpoint may respond with, derived from its input and its access. */
function errorStatuses(contract: AnyEndpoint): number[] {
  const unsafe = contract.method !== "GET";
  const open = contract.access === "public";
  const hasInput = Object.keys(contract.shape).length > 0;
  const parameters = pathParameters(contract.path);
  const statuses = new Set([500, ...(contract.errors ?? [])]);
  const add = (condition: boolean, ...codes: number[]) => {
    if (condition) for (const code of codes) statuses.add(code);
  };
  add(!open, 401);
  // A GET is refused by its access, or because the path contains another account's id.
  add(!open && (unsafe || contract.access !== "user" || parameters.includes("user_id")), 403);
  // Broken percent-encoding.
  add(parameters.length > 0, 400);
  add(
    parameters.some((name) => name === "id" || name === "slug"),
    404,
  );
  add(unsafe, 400, 413, 415, 422);
  // An Idempotency-Key repeated too early, or more concurrent writes to one account than allowed.
  add(contract.method === "POST" || (unsafe && !open), 409);
  add(hasInput, 422);
  add(contract.limit !== "none", 429, 503);
  // The contract's own responses, such as the 503 of a health check, do not have an error's shape.
  for (const status of Object.keys(contract.output)) statuses.delete(Number(status));
  return [...statuses].sort((a, b) => a - b);
}

/** Every status documented for an operation; tests check each response against it. */
export function documentedStatuses(contract: AnyEndpoint): Set<number> {
  const own = Object.keys(contract.output).map(Number);
  return new Set([...own, ...errorStatuses(contract), ...(contract.conditional ? [304] : [])]);
}

const statusText: Record<number, string> = {
  200: "Done",
  201: "Created",
  202: "Accepted",
  204: "Done; no content",
  ...Object.fromEntries(Object.values(errorTable).map(({ status, title }) => [status, title])),
};

function contentOf(output: Output, components: Json): Json {
  if (output === null) return {};
  if ("mediaTypes" in output) {
    const types = output.mediaTypes.map((type) => [type, { schema: type.includes("json") ? {} : { type: "string" } }]);
    return { content: Object.fromEntries(types) };
  }
  return { content: { "application/json": { schema: schemaOf(output, "output", components) } } };
}

function responsesOf(contract: AnyEndpoint, components: Json): Json {
  const responses: Json = {};
  const common = { "X-Request-Id": { $ref: "#/components/headers/RequestId" } };
  for (const [status, output] of Object.entries(contract.output)) {
    const conditional = contract.conditional ? { ETag: { $ref: "#/components/headers/ETag" } } : {};
    const limits = contract.limit === "none" ? {} : { RateLimit: { $ref: "#/components/headers/RateLimit" } };
    responses[status] = {
      description: statusText[Number(status)] ?? "Done",
      headers: { ...common, ...limits, ...conditional },
      ...contentOf(output, components),
    };
  }
  if (contract.conditional) responses["304"] = { description: "Not modified since the given ETag", headers: common };
  for (const status of errorStatuses(contract)) responses[status] = { $ref: `#/components/responses/Error${status}` };
  return responses;
}

function operationOf(domain: string, name: string, contract: AnyEndpoint, components: Json): Json {
  const { summary, description, tag, access, method } = contract;
  const parameters = parametersOf(contract, components);
  const requestBody = bodyOf(contract, components);
  return {
    operationId: `${domain}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    tags: [tag],
    summary,
    ...(description && { description }),
    security: securityOf(access, method !== "GET"),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: responsesOf(contract, components),
  };
}

function errorResponses(): Json {
  const schema = { $ref: "#/components/schemas/Error" };
  // A 405 belongs to a path, not to an operation, and nobody receives a 499: no operation refers to them.
  const statuses = [...new Set(Object.values(errorTable).map(({ status }) => status))].filter(
    (status) => status !== 405 && status !== 499,
  );
  const entries = statuses.map((status) => {
    const codes = Object.entries(errorTable).filter(([, row]) => row.status === status);
    const retry = status === 429 || status === 503 || status === 409;
    return [
      `Error${status}`,
      {
        description: `${statusText[status]} (${codes.map(([code]) => code).join(", ")})`,
        headers: {
          "X-Request-Id": { $ref: "#/components/headers/RequestId" },
          ...(retry && { "Retry-After": { $ref: "#/components/headers/RetryAfter" } }),
        },
        content: { "application/json": { schema } },
      },
    ];
  });
  return Object.fromEntries(entries);
}

const text = { type: "string" };

const introduction = `Every path below /api/v1 also works without the version, as in /api/sessions/start. Answers are JSON with snake_case fields. Ids are positive integers, instants are RFC 3339 in UTC with milliseconds, and calendar dates are in the time zone of your profile. Unknown body fields are refused, unknown query parameters ignored.
Errors always have the shape of the Error schema; a row that is somebody else's is a 404.

A body is JSON in UTF-8, as it is (no Content-Encoding), of 1 MB and 64 levels of nesting at most. Types are strict: an
integer is a JSON integer. An optional field takes null as if it were not there, unless null clears it.

Send an access token or a personal API token as Authorization: Bearer. Callers known by the sign-in cookie also send
X-CSRF-Token (from /api/v1/csrf-token) with every POST, PUT, PATCH and DELETE.`;

/**
 * Generates an OpenAPI 3.1 document from contracts.
 * @param domains endpoints by name, by domain
 * @param about the product's version, and the URL it is served at
 */
export function openApiDocument(domains: Domains, about: { version: string; url: string }): Json {
  const schemas: Json = {};
  schemas.Error = schemaOf(errorShape, "output", schemas);
  const paths: Record<string, Json> = {};
  const tags = new Set<string>();
  for (const [domain, contracts] of Object.entries(domains)) {
    for (const [name, contract] of Object.entries(contracts)) {
      const path = publicPath(contract).replaceAll(/:([a-z_]+)/g, "{$1}");
      paths[path] ??= {};
      paths[path][contract.method.toLowerCase()] = operationOf(domain, name, contract, schemas);
      tags.add(contract.tag);
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Stint",
      version: about.version,
      description: introduction,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: about.url }],
    tags: [...tags].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      responses: errorResponses(),
      parameters: {
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          description:
            "Repeating a key with the same body within 24 hours replays the first answer; another body is refused (422). Answers that contain credentials are never stored, so their operations do not accept it.",
          schema: { ...text, minLength: 1, maxLength: 255 },
        },
        UserId: {
          name: "X-User-Id",
          in: "header",
          description:
            "Whom you believe to write for. Credentials of another account are refused (403 USER_ID_MISMATCH).",
          schema: { type: "integer" },
        },
        IfNoneMatch: {
          name: "If-None-Match",
          in: "header",
          description: "An ETag; the answer is 304 while it is current.",
          schema: text,
        },
      },
      headers: {
        RequestId: { description: "The request id: the caller's own, if valid.", schema: text },
        RateLimit: { description: 'What is left of the minute\'s allowance, as `"default";r=99;t=60`.', schema: text },
        RetryAfter: { description: "Seconds to wait before retrying.", schema: { type: "integer" } },
        ETag: { description: "Changes with the data.", schema: text },
      },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An access token or a personal API token (stint_…)." },
        cookie: { type: "apiKey", in: "cookie", name: "stint.session", description: "The browser's sign-in." },
        csrf: { type: "apiKey", in: "header", name: "X-CSRF-Token", description: "From /api/v1/csrf-token." },
      },
    },
  };
}
