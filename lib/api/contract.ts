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
>(definition: Definition<Shape, Outputs, A>): Endpoint<Shape, Outputs, A> {
  const { input: shape = {} as Shape, limit = "default", ...rest } = definition;
  const input = definition.method === "GET" ? z.object(shape) : z.strictObject(shape);
  return { ...rest, limit, shape, input: input as unknown as z.ZodObject<Shape> };
}

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
