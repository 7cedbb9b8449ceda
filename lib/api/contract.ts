import { z } from "zod";

/**
 * Who may call. `public`: anyone; the caller is not even resolved. `user`: anyone signed in, API tokens included.
 * `login`: signed in with a cookie or an access token (an API token cannot manage credentials). `admin`:
 * administrators.
 */
export type Access = "public" | "user" | "login" | "admin";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * The rate limit a request is charged to: `auth` is for sign-ins, `recovery` for forgotten passwords, `none` for health
 * probes.
 */
export type LimitName = "default" | "auth" | "recovery" | "chat" | "none";

/** A response body: a JSON shape, nothing (`null`), or a stream with some media types. */
export type Output = z.ZodType | null | { mediaTypes: string[] };

/** A tool: what an assistant and MCP clients may do through an endpoint. It never takes a user id. */
export interface ToolDefinition<Shape extends z.ZodRawShape = z.ZodRawShape, Result extends z.ZodObject = z.ZodObject> {
  /** Such as `add_task`. */
  name: string;
  title: string;
  /** What it does and when to use it, for a model. */
  description: string;
  /** `read` changes nothing, `write` can be undone; the assistant asks the user to confirm a `destructive` one. */
  effect: "read" | "write" | "destructive";
  /** The assistant asks the user to confirm this one too, although it destroys nothing. */
  asks?: boolean;
  /** Not idempotent: each call creates something new. */
  adds?: boolean;
  /**
   * The input a model sends, which may be less strict than the endpoint's. `null` for an optional field means absent.
   */
  input: Shape;
  /** The result of a successful call; fields it does not name are dropped. */
  output: Result;
}

/** An endpoint, described once; every door and the OpenAPI document are generated from it. */
export interface Endpoint<
  Shape extends z.ZodRawShape = z.ZodRawShape,
  Outputs extends Record<number, Output> = Record<number, Output>,
  A extends Access = Access,
> {
  method: Method;
  /** Relative to `/api/v1`, with `:name` for parameters. Paths with `root` are relative to the root. */
  path: `/${string}`;
  root?: boolean;
  tag: string;
  summary: string;
  description?: string;
  access: A;
  limit: LimitName;
  /** A viewer may call it although its method is unsafe. */
  viewersToo?: boolean;
  /** Path parameters, then query parameters (GET) or body fields (all other methods), in one flat object. */
  shape: Shape;
  input: z.ZodObject<Shape>;
  /**
   * Integer path parameters that the body may repeat, as existing clients do. A different value is USER_ID_MISMATCH.
   */
  repeats?: string[];
  /** Responses by status, the default one first. */
  output: Outputs;
  /** Error statuses beyond those every endpoint of its kind has. */
  errors?: number[];
  /** The request may carry `If-None-Match` and get a 304. */
  conditional?: boolean;
  /** The service handles `Idempotency-Key` itself, because the response is a stream or comes late. */
  keepsKeys?: boolean;
  tool?: ToolDefinition;
}

type Definition<Shape extends z.ZodRawShape, Outputs extends Record<number, Output>, A extends Access> = Omit<
  Endpoint<Shape, Outputs, A>,
  "input" | "shape" | "limit"
> & { input?: Shape; limit?: LimitName };

/** Describes an endpoint. Unknown body fields are rejected, unknown query parameters ignored. */
export function endpoint<
  const Shape extends z.ZodRawShape,
  const Outputs extends Record<number, Output>,
  const A extends Access,
  const Sent extends z.ZodRawShape = never,
  const Result extends z.ZodObject = z.ZodObject,
>(
  definition: Definition<Shape, Outputs, A> & { tool?: ToolDefinition<Sent, Result> },
): Described<Shape, Outputs, A, Sent, Result> {
  const { input: shape = {} as Shape, limit = "default", ...rest } = definition;
  const input = definition.method === "GET" ? z.object(shape) : z.strictObject(shape);
  const described = { ...rest, limit, shape, input: input as unknown as z.ZodObject<Shape> };
  return described as unknown as Described<Shape, Outputs, A, Sent, Result>;
}

/** The endpoint, typed with its own tool. */
type Described<
  Shape extends z.ZodRawShape,
  Outputs extends Record<number, Output>,
  A extends Access,
  Sent extends z.ZodRawShape,
  Result extends z.ZodObject,
> = Omit<Endpoint<Shape, Outputs, A>, "tool"> &
  ([Sent] extends [never] ? unknown : { tool: ToolDefinition<Sent, Result> });

/** The parsed input of a tool's function. */
export type ToolInputOf<E> = E extends { tool: ToolDefinition<infer Sent, infer _> }
  ? z.output<z.ZodObject<Sent>>
  : never;

/** The result of a tool's function on success. */
export type ToolOutputOf<E> = E extends { tool: ToolDefinition<infer _, infer Result> } ? z.input<Result> : never;

export type AnyEndpoint = Endpoint<z.ZodRawShape, Record<number, Output>>;

/** The input a caller may send. */
export type InputOf<E> = E extends Endpoint<infer Shape, infer _, infer __> ? z.input<z.ZodObject<Shape>> : never;

/** The parsed input of the endpoint's function. */
export type ParsedInputOf<E> =
  E extends Endpoint<infer Shape, infer _, infer __> ? z.output<z.ZodObject<Shape>> : never;

type Data<O> = O extends z.ZodType ? z.output<O> : O extends null ? null : ReadableStream<Uint8Array>;

/** The endpoint's response data, over all its statuses. */
export type OutputOf<E> = E extends Endpoint<infer _, infer Outputs, infer __> ? Data<Outputs[keyof Outputs]> : never;

// Matches `token`, `refresh_token`, `client_secret` and `csrfToken`, but not `input_tokens` or `has_password`.
const credentialNames = /(?:^|_)(?:token|secret)$|Token$|Secret$/;

function namesCredential(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(namesCredential);
  if (typeof schema !== "object" || schema === null) return false;
  return Object.entries(schema).some(
    ([key, value]) =>
      (key === "properties" && Object.keys(value as object).some((name) => credentialNames.test(name))) ||
      namesCredential(value),
  );
}

const credentialed = new WeakMap<AnyEndpoint, boolean>();

/** Whether a response holds a credential, judged by its field names: such a response is never stored or replayed. */
export function answersCredentials(contract: AnyEndpoint): boolean {
  let answers = credentialed.get(contract);
  if (answers === undefined) {
    const shapes = Object.values(contract.output).filter((output) => output !== null && "parse" in output);
    answers = shapes.some((shape) => namesCredential(z.toJSONSchema(shape, { unrepresentable: "any" })));
    credentialed.set(contract, answers);
  }
  return answers;
}

/** Whether a request may carry `Idempotency-Key`. */
export const takesKeys = (contract: AnyEndpoint): boolean =>
  contract.method === "POST" && !answersCredentials(contract);

/** Names of the path parameters of an endpoint, in order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/:([a-z_]+)/g)].map((match) => match[1] ?? "");
}

/** The part of the request that a field of the input is sent in. */
export function locationOf(contract: AnyEndpoint, field: string): "path" | "query" | "body" {
  if (pathParameters(contract.path).includes(field)) return "path";
  return contract.method === "GET" ? "query" : "body";
}

/** The path a client calls, version included. */
export const publicPath = (contract: AnyEndpoint): string =>
  contract.root ? contract.path : `/api/v1${contract.path}`;
