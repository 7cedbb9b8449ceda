import { z } from "zod";

/**
 * Every variable Stint reads, in the order of `.env.example`. This file is the only reader of `process.env`; the
 * configuration table of the README and `.env.example` are checked against it.
 */

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const withDefault = <T>(schema: z.ZodType<T>, fallback: T) =>
  z.preprocess((value) => (value === "" || value === undefined ? fallback : value), schema);

const flag = withDefault(
  z.union([z.boolean(), z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1")], {
    error: "must be true or false",
  }),
  false,
);

const wholeNumber = (least: number, most: number, error = `must be a whole number from ${least} to ${most}`) =>
  z.coerce.number({ error }).int({ error }).min(least, error).max(most, error);

const perMinute = (fallback: number) => withDefault(wholeNumber(1, 1_000_000), fallback);

const httpUrl = z.url({ protocol: /^https?$/, error: "must be a URL that begins with http:// or https://" });

const shape = {
  PORT: withDefault(wholeNumber(0, 65_535), 3000).describe("The port `npm start` listens on."),
  HOSTNAME: optional(z.string()).describe("The address `npm start` listens on. Default: every interface."),
  APP_URL: optional(httpUrl).describe(
    "The address people open, as `https://stint.example.com`. Default: http://localhost with the port; on Vercel, the deployment's own.",
  ),
  DATA_DIR: withDefault(z.string().min(1), ".data").describe(
    "Folder of the embedded database, its secrets and the outbox.",
  ),
  EMBEDDED_DURABILITY: withDefault(z.enum(["full", "relaxed"]), "full").describe(
    "`full`: what the embedded database confirmed survives a power cut. `relaxed`: writes are faster, and a power cut may lose the latest, or leave a database that does not open.",
  ),
  DATABASE_URL: optional(
    z.url({ protocol: /^postgres(ql)?$/, error: "must be a URL that begins with postgres:// or postgresql://" }),
  ).describe("A PostgreSQL or Neon database. Default: the embedded database (PGlite) in `DATA_DIR`."),
  DATABASE_DRIVER: optional(z.enum(["pglite", "postgres", "neon"])).describe(
    "Overrides the driver that `DATABASE_URL` suggests: `neon` for `*.neon.tech`, `postgres` for every other URL, `pglite` without one.",
  ),
  DATABASE_POOL_SIZE: withDefault(wholeNumber(2, 500), 10).describe(
    "Maximum number of connections to PostgreSQL or Neon per process.",
  ),
  NEON_WS_PROXY: optional(z.string()).describe(
    "Host and port of a WebSocket proxy to use in place of Neon's own, without TLS. Needed only to run the Neon driver against another PostgreSQL.",
  ),
  AUTH_SECRET: optional(z.string().min(32, "must be at least 32 characters long")).describe(
    "Signs tokens and cookies. Required with `DATABASE_URL` in production and on Vercel; otherwise created once and kept in `DATA_DIR`.",
  ),
  GITHUB_ID: optional(z.string()).describe(
    "Client id of the GitHub OAuth application. Without it, GitHub sign-in is off.",
  ),
  GITHUB_SECRET: optional(z.string()).describe("Client secret of the GitHub OAuth application."),
  GITHUB_URL: withDefault(httpUrl, "https://github.com").describe(
    "Where GitHub signs people in (GitHub Enterprise: its host).",
  ),
  GITHUB_API_URL: withDefault(httpUrl, "https://api.github.com").describe(
    "GitHub's API (GitHub Enterprise: `https://HOST/api/v3`).",
  ),
  SMTP_URL: optional(
    z.url({ protocol: /^smtps?$/, error: "must be a URL that begins with smtp:// or smtps://" }),
  ).describe(
    "The mail server, as `smtp://user:password@host:587`. Default: emails are written to `DATA_DIR/outbox`; in production with `DATABASE_URL`, none are sent.",
  ),
  MAIL_FROM: withDefault(z.string().min(3), "Stint <stint@localhost>").describe("The sender of Stint's emails."),
  REDIS_URL: optional(
    z.url({ protocol: /^rediss?$/, error: "must be a URL that begins with redis:// or rediss://" }),
  ).describe("Redis, to share rate limits between processes. Default: each process counts on its own."),
  ALLOWED_ORIGINS: withDefault(z.string(), "").describe(
    "Origins that may call the API from a browser, separated by commas, as `https://a.example,chrome-extension://<id>`. In development localhost is allowed too.",
  ),
  TRUST_PROXY: withDefault(
    z.union(
      [
        z.number(),
        z.enum(["true", "false"]).transform((value) => (value === "true" ? 1 : 0)),
        wholeNumber(0, 10, "must be true, false or a whole number from 0 to 10"),
      ],
      { error: "must be true, false or a whole number from 0 to 10" },
    ),
    0,
  ).describe("How many reverse proxies in front may set the caller's address (`true` means 1). On Vercel: 1."),
  RATE_LIMIT_PER_MINUTE: perMinute(100).describe("API requests a minute for each user, or address when signed out."),
  AUTH_RATE_LIMIT_PER_MINUTE: perMinute(5).describe("Sign-in attempts a minute for each address and each account."),
  CHAT_RATE_LIMIT_PER_MINUTE: perMinute(10).describe("Messages to the assistant a minute for each user."),
  AI_MODEL: optional(
    z.string().regex(/^(?:built-in|(?:anthropic|openai|google|openai-compatible)\/\S{1,200})$/, {
      error: "must be built-in, or anthropic/, openai/, google/ or openai-compatible/ with a model's name",
    }),
  ).describe(
    "The assistant's model, as `anthropic/claude-sonnet-4-5` or `openai-compatible/llama3.2`. Default: the built-in model, which understands commands only and needs no network.",
  ),
  AI_API_KEY: optional(z.string()).describe("Key of the provider of `AI_MODEL`."),
  AI_BASE_URL: optional(httpUrl).describe(
    "Where an `openai-compatible` model answers (Ollama, vLLM, LM Studio, a gateway), as `http://localhost:11434/v1`; for the others, a proxy in place of their own address.",
  ),
  AI_TIMEOUT_SECONDS: withDefault(wholeNumber(1, 600), 30).describe(
    "How long the assistant waits for the next word from its model.",
  ),
  CRON_SECRET: optional(z.string().min(16, "must be at least 16 characters long")).describe(
    "Bearer secret of `/api/cron/sweep`, for deployments without a long-running process. Vercel sends it automatically.",
  ),
  DEMO_MODE: flag.describe(
    "`true` lets anyone open a new account with sample data, which is deleted after a day. Refused in production on Vercel and with `DATABASE_URL`.",
  ),
  DEMO_FORCE: flag.describe("`true` allows `DEMO_MODE` with `DATABASE_URL` anyway."),
  STINT_NATIVE_API: withDefault(z.enum(["on", "off"]), "on").describe(
    "`off` lets Next's router answer the API of `npm start` too, as on Vercel. Slower; for comparison only.",
  ),
  STINT_DATABASE_THREAD: withDefault(z.enum(["on", "off"]), "on").describe(
    "`off` has the embedded database work in the thread that answers requests; for comparison only.",
  ),
  LOG_LEVEL: withDefault(z.enum(["trace", "debug", "info", "warn", "error", "silent"]), "info").describe(
    "The least severe level that is logged.",
  ),
} as const;

/** Variables set by the platform, not the operator; absent from `.env.example`. */
const platform = {
  NODE_ENV: withDefault(z.enum(["development", "production", "test"]), "development"),
  VERCEL: flag,
  VERCEL_ENV: optional(z.string()),
  VERCEL_URL: optional(z.string()),
  VERCEL_PROJECT_PRODUCTION_URL: optional(z.string()),
  NEXT_RUNTIME: optional(z.string()),
};

const schema = z.object({ ...shape, ...platform }).transform((value, context) => {
  const refuse = (variable: string, message: string) =>
    context.addIssue({ code: "custom", path: [variable], message, input: undefined });
  const neonHost = value.DATABASE_URL !== undefined && /\.neon\.tech$/.test(new URL(value.DATABASE_URL).hostname);
  const driver = value.DATABASE_DRIVER ?? (value.DATABASE_URL ? (neonHost ? "neon" : "postgres") : "pglite");
  if (driver === "pglite" && value.DATABASE_URL)
    refuse("DATABASE_DRIVER", "is pglite, but DATABASE_URL is set as well");
  if (value.VERCEL && !value.DATABASE_URL) {
    refuse("DATABASE_URL", "is required on Vercel, previews included: its functions have no disk for a database");
  } else if (driver !== "pglite" && !value.DATABASE_URL) {
    refuse("DATABASE_URL", `is required by DATABASE_DRIVER=${driver}`);
  }
  if ((value.VERCEL || (driver !== "pglite" && value.NODE_ENV === "production")) && !value.AUTH_SECRET) {
    const where = value.VERCEL ? "on Vercel, previews included" : "in production with DATABASE_URL";
    refuse("AUTH_SECRET", `is required ${where} (make one with: openssl rand -base64 48)`);
  }
  if (value.DEMO_MODE && value.VERCEL_ENV === "production") {
    refuse("DEMO_MODE", "is not possible in production on Vercel; set it for previews only");
  } else if (value.DEMO_MODE && driver !== "pglite" && !value.DEMO_FORCE) {
    refuse("DEMO_MODE", "would put sample accounts into the database of DATABASE_URL; DEMO_FORCE=true allows it");
  }
  const [provider = "built-in"] = (value.AI_MODEL ?? "built-in").split("/");
  if (provider === "openai-compatible" && !value.AI_BASE_URL) {
    refuse("AI_BASE_URL", "is required by an openai-compatible AI_MODEL");
  } else if (provider !== "built-in" && provider !== "openai-compatible" && !value.AI_API_KEY) {
    refuse("AI_API_KEY", `is required by AI_MODEL=${provider}/…`);
  }
  if (value.GITHUB_ID && !value.GITHUB_SECRET) refuse("GITHUB_SECRET", "is required with GITHUB_ID");
  const origins = value.ALLOWED_ORIGINS.split(",")
    .map((origin) => origin.trim())
    .filter(Boolean);
  for (const [index, origin] of origins.entries()) {
    if (!/^[a-z][a-z0-9+.-]*:\/\/[^/*@\s]+$/i.test(origin)) {
      refuse("ALLOWED_ORIGINS", `has an invalid origin as entry ${index + 1} (scheme://host[:port], no path, no *)`);
    }
  }
  const vercelHost = value.VERCEL_ENV === "production" ? value.VERCEL_PROJECT_PRODUCTION_URL : value.VERCEL_URL;
  const address = value.APP_URL ?? (vercelHost ? `https://${vercelHost}` : `http://localhost:${value.PORT}`);
  return {
    ...value,
    DATABASE_DRIVER: driver,
    APP_URL: address.replace(/(?<!\/)\/+$/, ""),
    ALLOWED_ORIGINS: origins,
    TRUST_PROXY: value.VERCEL ? Math.max(1, value.TRUST_PROXY) : value.TRUST_PROXY,
  };
});

/** The validated environment. Times are in the unit in the name; URLs carry no trailing slash. */
export type Env = z.output<typeof schema>;

/** An invalid environment; the message names each variable and what is wrong with it. */
export class EnvError extends Error {
  override name = "EnvError";
}

/**
 * Validates an environment.
 * @throws {EnvError} one message that names every invalid variable; values are never repeated in it.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
  throw new EnvError(`The environment is not usable:\n${lines.join("\n")}\n.env.example describes every variable.`);
}

const cache = globalThis as { stintEnv?: Env };

/** The environment of this process, validated on the first call. */
export function env(): Env {
  cache.stintEnv ??= parseEnv(process.env);
  return cache.stintEnv;
}

/** Replaces the cached environment; for tests and for the start command, which learns the actual port. */
export function resetEnv(changes: Record<string, string | undefined> = {}): Env {
  Object.assign(process.env, changes);
  for (const [name, value] of Object.entries(changes)) if (value === undefined) delete process.env[name];
  cache.stintEnv = undefined;
  return env();
}

/** Name, description and default of each variable an operator may set, for `.env.example` and the README. */
export function describeEnv(): { name: string; description: string; fallback: string }[] {
  return Object.entries(shape).map(([name, field]) => {
    const parsed = field.safeParse(undefined);
    const fallback = parsed.success && parsed.data !== undefined ? String(parsed.data) : "";
    return { name, description: field.description ?? "", fallback };
  });
}
