import { z } from "zod";

/**
 * Who may call. `public`: anyone, and the caller is not even looked at. `user`: anyone signed in, API tokens included.
 * `login`: signed in with a cookie or an access token (an API token cannot manage credentials). `admin`: administrators.
 */
export type Access = "public" | "user" | "login" | "admin";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Which counter a request is charged to; `none` is for probes. */
export type LimitName = "default" | "auth" | "chat" | "none";

/** What an answer carries: a JSON shape, nothing (`null`), or a stream of some media types. */
export type Output = z.ZodType | null | { mediaTypes: string[] };

/** A tool: what an assistant and clients of MCP may do through an endpoint. It never takes a user's id. */
export interface ToolDefinition<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** As `add_task`. */
  name: string;
  title: string;
  /** What it does and when to use it, for a model. */
  description: string;
  /** `read` changes nothing, `write` can be undone; before `destructive` the assistant asks the person. */
  effect: "read" | "write" | "destructive";
  /** Each call makes something new, so that a repeat is not as if it had been called once. */
  adds?: boolean;
  /** What a model sends, which may be less exact than what the endpoint takes. */
  input: Shape;
}

/** An endpoint, described once; every door and the OpenAPI document are folded from it. */
export interface Endpoint<
  Shape extends z.ZodRawShape = z.ZodRawShape,
  Outputs extends Record<number, Output> = Record<number, Output>,
  A extends Access = Access,
> {
  method: Method;
  /** Below `/api/v1`, with `:name` for parameters. Paths with `root` stand at the root. */
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
  /** Answers by status, the usual one first. */
  output: Outputs;
  /** Error statuses beyond those every endpoint of its kind has. */
  errors?: number[];
  /** The request may carry `If-None-Match` and be answered 304. */
  conditional?: boolean;
  /** Its body keeps `Idempotency-Key` itself, because its answer is a stream or comes late. */
  keepsKeys?: boolean;
  tool?: ToolDefinition;
}

type Definition<Shape extends z.ZodRawShape, Outputs extends Record<number, Output>, A extends Access> = Omit<
  Endpoint<Shape, Outputs, A>,
  "input" | "shape" | "limit"
> & { input?: Shape; limit?: LimitName };

/** Describes an endpoint. Unknown body fields are refused, unknown query parameters ignored. */
export function endpoint<
  const Shape extends z.ZodRawShape,
  const Outputs extends Record<number, Output>,
  const A extends Access,
  const Sent extends z.ZodRawShape = never,
>(definition: Definition<Shape, Outputs, A> & { tool?: ToolDefinition<Sent> }): Described<Shape, Outputs, A, Sent> {
  const { input: shape = {} as Shape, limit = "default", ...rest } = definition;
  const input = definition.method === "GET" ? z.object(shape) : z.strictObject(shape);
  const described = { ...rest, limit, shape, input: input as unknown as z.ZodObject<Shape> };
  return described as unknown as Described<Shape, Outputs, A, Sent>;
}

/** The endpoint, with its tool's own shape in place of any. */
type Described<
  Shape extends z.ZodRawShape,
  Outputs extends Record<number, Output>,
  A extends Access,
  Sent extends z.ZodRawShape,
> = Omit<Endpoint<Shape, Outputs, A>, "tool"> & ([Sent] extends [never] ? unknown : { tool: ToolDefinition<Sent> });

/** What a tool's body receives of what a model sent. */
export type ToolInputOf<E> = E extends { tool: ToolDefinition<infer Sent> } ? z.output<z.ZodObject<Sent>> : never;

export type AnyEndpoint = Endpoint<z.ZodRawShape, Record<number, Output>>;

/** What a caller may send. */
export type InputOf<E> = E extends Endpoint<infer Shape, infer _, infer __> ? z.input<z.ZodObject<Shape>> : never;

/** What the body of the endpoint receives. */
export type ParsedInputOf<E> =
  E extends Endpoint<infer Shape, infer _, infer __> ? z.output<z.ZodObject<Shape>> : never;

type Data<O> = O extends z.ZodType ? z.output<O> : O extends null ? null : ReadableStream<Uint8Array>;

/** What the endpoint answers with, over all its statuses. */
export type OutputOf<E> = E extends Endpoint<infer _, infer Outputs, infer __> ? Data<Outputs[keyof Outputs]> : never;

/** Names of the path parameters of an endpoint, in order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/:([a-z_]+)/g)].map((match) => match[1] ?? "");
}

/** Where a field of the input travels. */
export function locationOf(contract: AnyEndpoint, field: string): "path" | "query" | "body" {
  if (pathParameters(contract.path).includes(field)) return "path";
  return contract.method === "GET" ? "query" : "body";
}

/** The path a client calls, version included. */
export const publicPath = (contract: AnyEndpoint): string =>
  contract.root ? contract.path : `/api/v1${contract.path}`;
