import { z } from "zod";

/**
 * Who may call. `public`: anyone, and the caller is not even looked at. `user`: anyone signed in, API tokens included.
 * `login`: signed in with a cookie or an access token (an API token cannot manage credentials). `admin`: administrators.
 */
export type Access = "public" | "user" | "login" | "admin";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Which counter a request is charged to: `auth` signs in, `recovery` is for forgotten passwords, `none` for probes. */
export type LimitName = "default" | "auth" | "recovery" | "chat" | "none";

/** What an answer carries: a JSON shape, nothing (`null`), or a stream of some media types. */
export type Output = z.ZodType | null | { mediaTypes: string[] };

/** A tool: what an assistant and clients of MCP may do through an endpoint. It never takes a user's id. */
export interface ToolDefinition<Shape extends z.ZodRawShape = z.ZodRawShape, Result extends z.ZodObject = z.ZodObject> {
  /** As `add_task`. */
  name: string;
  title: string;
  /** What it does and when to use it, for a model. */
  description: string;
  /** `read` changes nothing, `write` can be undone; before `destructive` the assistant asks the person. */
  effect: "read" | "write" | "destructive";
  /** The assistant asks the person before this one too, although it destroys nothing. */
  asks?: boolean;
  /** Each call makes something new, so that a repeat is not as if it had been called once. */
  adds?: boolean;
  /** What a model sends, which may be less exact than what the endpoint takes. `null` for an optional field is absent. */
  input: Shape;
  /** What it answers when it worked; nothing else leaves. */
  output: Result;
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
  /** Integer path parameters that the body may repeat, as clients in the field do. Another value is USER_ID_MISMATCH. */
  repeats?: string[];
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
  const Result extends z.ZodObject = z.ZodObject,
>(
  definition: Definition<Shape, Outputs, A> & { tool?: ToolDefinition<Sent, Result> },
): Described<Shape, Outputs, A, Sent, Result> {
  const { input: shape = {} as Shape, limit = "default", ...rest } = definition;
  const input = definition.method === "GET" ? z.object(shape) : z.strictObject(shape);
  const described = { ...rest, limit, shape, input: input as unknown as z.ZodObject<Shape> };
  return described as unknown as Described<Shape, Outputs, A, Sent, Result>;
}

/** The endpoint, with its tool's own shape in place of any. */
type Described<
  Shape extends z.ZodRawShape,
  Outputs extends Record<number, Output>,
  A extends Access,
  Sent extends z.ZodRawShape,
  Result extends z.ZodObject,
> = Omit<Endpoint<Shape, Outputs, A>, "tool"> &
  ([Sent] extends [never] ? unknown : { tool: ToolDefinition<Sent, Result> });

/** What a tool's body receives of what a model sent. */
export type ToolInputOf<E> = E extends { tool: ToolDefinition<infer Sent, infer _> }
  ? z.output<z.ZodObject<Sent>>
  : never;

/** What a tool's body answers when it worked. */
export type ToolOutputOf<E> = E extends { tool: ToolDefinition<infer _, infer Result> } ? z.input<Result> : never;

export type AnyEndpoint = Endpoint<z.ZodRawShape, Record<number, Output>>;

/** What a caller may send. */
export type InputOf<E> = E extends Endpoint<infer Shape, infer _, infer __> ? z.input<z.ZodObject<Shape>> : never;

/** What the body of the endpoint receives. */
export type ParsedInputOf<E> =
  E extends Endpoint<infer Shape, infer _, infer __> ? z.output<z.ZodObject<Shape>> : never;

type Data<O> = O extends z.ZodType ? z.output<O> : O extends null ? null : ReadableStream<Uint8Array>;

/** What the endpoint answers with, over all its statuses. */
export type OutputOf<E> = E extends Endpoint<infer _, infer Outputs, infer __> ? Data<Outputs[keyof Outputs]> : never;

// As `token`, `refresh_token`, `client_secret` and `csrfToken` are, and `input_tokens` and `has_password` are not.
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

/** Whether an answer holds a credential, told by the names of its fields: it is never kept, and never given twice. */
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

/** Where a field of the input travels. */
export function locationOf(contract: AnyEndpoint, field: string): "path" | "query" | "body" {
  if (pathParameters(contract.path).includes(field)) return "path";
  return contract.method === "GET" ? "query" : "body";
}

/** The path a client calls, version included. */
export const publicPath = (contract: AnyEndpoint): string =>
  contract.root ? contract.path : `/api/v1${contract.path}`;
