import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeEnv, EnvError, parseEnv } from "./env.ts";

const secret = "s3cret-value-that-must-not-be-shown";
const neon = `postgres://u:${secret}@ep-cool-name.eu-central-1.aws.neon.tech/stint`;
const onVercel = { VERCEL: "1", DATABASE_URL: neon, AUTH_SECRET: secret };

/** The message an invalid environment is rejected with. */
function refusal(source: Record<string, string>): string {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  throw new Error("the environment was accepted");
}

describe("an invalid environment is rejected with one message that names the variable", () => {
  const wrong: [variable: string, source: Record<string, string>, reason: string][] = [
    ["PORT", { PORT: "abc" }, "a whole number"],
    ["PORT", { PORT: "70000" }, "65535"],
    ["PORT", { PORT: "80.5" }, "a whole number"],
    ["APP_URL", { APP_URL: "stint.example.com" }, "http://"],
    ["DATABASE_URL", { DATABASE_URL: `mysql://root:${secret}@localhost/stint` }, "postgres://"],
    ["DATABASE_URL", { DATABASE_URL: secret }, "postgres://"],
    ["DATABASE_URL", { DATABASE_DRIVER: "neon" }, "required by DATABASE_DRIVER=neon"],
    ["DATABASE_DRIVER", { DATABASE_DRIVER: "pglite", DATABASE_URL: "postgres://localhost/stint" }, "DATABASE_URL"],
    ["DATABASE_DRIVER", { DATABASE_DRIVER: "sqlite" }, "pglite"],
    ["DATABASE_POOL_SIZE", { DATABASE_POOL_SIZE: "0" }, "a whole number"],
    ["AUTH_SECRET", { AUTH_SECRET: "s3cret" }, "32 characters"],
    ["AUTH_SECRET", { NODE_ENV: "production", DATABASE_URL: `postgres://u:${secret}@localhost/stint` }, "required"],
    ["CRON_SECRET", { CRON_SECRET: "s3cret" }, "16 characters"],
    ["GITHUB_SECRET", { GITHUB_ID: "Iv1.0123456789abcdef" }, "GITHUB_ID"],
    ["GITHUB_URL", { GITHUB_URL: "github.example.com" }, "http://"],
    ["SMTP_URL", { SMTP_URL: `https://me:${secret}@mail.example.com` }, "smtp://"],
    ["REDIS_URL", { REDIS_URL: `http://:${secret}@localhost:6379` }, "redis://"],
    ["ALLOWED_ORIGINS", { ALLOWED_ORIGINS: "*" }, "entry 1"],
    ["ALLOWED_ORIGINS", { ALLOWED_ORIGINS: "https://a.example, https://*.example" }, "entry 2"],
    ["ALLOWED_ORIGINS", { ALLOWED_ORIGINS: "https://a.example/path" }, "entry 1"],
    ["ALLOWED_ORIGINS", { ALLOWED_ORIGINS: `https://me:${secret}@a.example` }, "entry 1"],
    ["TRUST_PROXY", { TRUST_PROXY: "loopback" }, "true, false or a whole number"],
    ["TRUST_PROXY", { TRUST_PROXY: "11" }, "true, false or a whole number"],
    ["RATE_LIMIT_PER_MINUTE", { RATE_LIMIT_PER_MINUTE: "-1" }, "from 1"],
    ["DATABASE_URL", { VERCEL: "1", AUTH_SECRET: secret, VERCEL_ENV: "preview" }, "required on Vercel"],
    ["DATABASE_URL", { VERCEL: "1", AUTH_SECRET: secret, DATABASE_DRIVER: "neon" }, "required on Vercel"],
    [
      "AUTH_SECRET",
      { VERCEL: "1", VERCEL_ENV: "preview", DATABASE_URL: neon },
      "required on Vercel, previews included",
    ],
    ["AUTH_SECRET", { VERCEL: "1", NODE_ENV: "production", DATABASE_URL: neon }, "required on Vercel"],
    ["DEMO_MODE", { DEMO_MODE: "yes" }, "true or false"],
    ["DEMO_MODE", { DEMO_MODE: "true", VERCEL_ENV: "production" }, "production on Vercel"],
    ["DEMO_MODE", { DEMO_MODE: "true", VERCEL_ENV: "production", DEMO_FORCE: "true" }, "production on Vercel"],
    ["DEMO_MODE", { DEMO_MODE: "true", DATABASE_URL: neon }, "DEMO_FORCE=true"],
    ["DEMO_MODE", { DEMO_MODE: "true", DATABASE_URL: neon, DEMO_FORCE: "false" }, "DEMO_FORCE=true"],
    ["DEMO_FORCE", { DEMO_FORCE: "force" }, "true or false"],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }, "info"],
  ];

  it.each(wrong)("%s: %o", (variable, source, reason) => {
    const lines = refusal(source).split("\n");
    const line = lines.find((each) => each.trim().startsWith(`${variable} `));
    expect(line).toContain(reason);
    expect(lines).toHaveLength(3);
  });

  it("names every invalid variable at once", () => {
    const message = refusal({ PORT: "x", APP_URL: "x", AUTH_SECRET: "x" });
    for (const variable of ["PORT", "APP_URL", "AUTH_SECRET"]) expect(message).toContain(`\n  ${variable} `);
  });

  it("never repeats a secret value", () => {
    for (const [, source] of wrong) {
      const message = refusal(source);
      expect(message).not.toContain("s3cret");
    }
  });
});

describe("a valid environment", () => {
  it("needs no variable at all", () => {
    expect(parseEnv({})).toMatchObject({
      PORT: 3000,
      DATA_DIR: ".data",
      DATABASE_DRIVER: "pglite",
      APP_URL: "http://localhost:3000",
      ALLOWED_ORIGINS: [],
      TRUST_PROXY: 0,
    });
  });

  it("treats an empty variable as absent", () => {
    const names = describeEnv().map(({ name }) => name);
    expect(parseEnv(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(parseEnv({}));
  });

  it("chooses the driver by the host of DATABASE_URL, unless DATABASE_DRIVER is set", () => {
    expect(parseEnv({ DATABASE_URL: neon }).DATABASE_DRIVER).toBe("neon");
    expect(parseEnv({ DATABASE_URL: neon, DATABASE_DRIVER: "postgres" }).DATABASE_DRIVER).toBe("postgres");
    expect(parseEnv({ DATABASE_URL: "postgresql://localhost/stint" }).DATABASE_DRIVER).toBe("postgres");
    expect(parseEnv({ DATABASE_URL: "postgres://neon.tech.example/stint" }).DATABASE_DRIVER).toBe("postgres");
  });

  it("needs AUTH_SECRET in production only with a hosted database", () => {
    expect(parseEnv({ NODE_ENV: "production" }).AUTH_SECRET).toBeUndefined();
    expect(parseEnv({ DATABASE_URL: "postgres://localhost/stint" }).AUTH_SECRET).toBeUndefined();
  });

  it("has an exact list of origins, extensions included", () => {
    const given = "https://a.example, chrome-extension://abcdefghijklmnop,http://localhost:5173";
    expect(parseEnv({ ALLOWED_ORIGINS: given }).ALLOWED_ORIGINS).toEqual([
      "https://a.example",
      "chrome-extension://abcdefghijklmnop",
      "http://localhost:5173",
    ]);
  });

  it("takes its address from APP_URL, else from Vercel, else from the port", () => {
    expect(parseEnv({ APP_URL: "https://stint.example.com//" }).APP_URL).toBe("https://stint.example.com");
    expect(parseEnv({ ...onVercel, VERCEL_URL: "stint-1.example.app" }).APP_URL).toBe("https://stint-1.example.app");
    expect(parseEnv({ PORT: "4000" }).APP_URL).toBe("http://localhost:4000");
  });

  it("trusts one proxy for `true`, and at least one on Vercel", () => {
    expect(parseEnv({ TRUST_PROXY: "true" }).TRUST_PROXY).toBe(1);
    expect(parseEnv({ TRUST_PROXY: "2" }).TRUST_PROXY).toBe(2);
    expect(parseEnv(onVercel).TRUST_PROXY).toBe(1);
  });

  it("has demo mode off by default, and when on, requires the embedded database or force", () => {
    expect(parseEnv({ DEMO_FORCE: "true" }).DEMO_MODE).toBe(false);
    expect(parseEnv({ DEMO_MODE: "true" }).DEMO_MODE).toBe(true);
    expect(parseEnv({ DEMO_MODE: "1", VERCEL_ENV: "preview", DEMO_FORCE: "1", ...onVercel }).DEMO_MODE).toBe(true);
  });
});

it(".env.example lists every variable, and nothing else", () => {
  const text = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
  const named = [...text.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
  expect(named).toEqual(describeEnv().map(({ name }) => name));
});
