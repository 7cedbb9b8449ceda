import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { Client } from "pg";
import { root, run } from "../lib/cli/run.ts";
import { type PostgresServer, startPostgres } from "../lib/testing/embedded-postgres.ts";
import { startServer, type TestServer } from "../lib/testing/server.ts";
import { expect, password, picture, pullRequest, test } from "./support.ts";

// The production build as on a serverless platform: with a hosted database, the platform's variables, and no permission
// to write files or to start processes. Node's permission model rejects each attempt with an error.

const fence = ["--permission", "--allow-fs-read=*", "--allow-addons"];
const cronSecret = "a-secret-of-the-timer";

let postgres: PostgresServer;
let server: TestServer;
let folder = "";

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), "stint-read-only-"));
  postgres = await startPostgres();
  const environment = {
    DATABASE_URL: postgres.url(),
    DATA_DIR: join(folder, "data"),
    AUTH_SECRET: "a secret for tests only, 32 characters or more",
    CRON_SECRET: cronSecret,
    VERCEL: "1",
    VERCEL_ENV: "preview",
    RATE_LIMIT_PER_MINUTE: "100000",
    AUTH_RATE_LIMIT_PER_MINUTE: "100000",
  };
  const migrated = await run(["npm", "run", "--silent", "migrate:up"], { env: environment, quiet: true });
  expect(migrated.ok, migrated.output).toBe(true);
  const next = join("node_modules", "next", "dist", "bin", "next");
  const serving = { ...environment, NODE_ENV: "production", APP_URL: "http://localhost:{port}" };
  server = await startServer([...fence, next, "start", "--port", "{port}"], serving);
});

test.afterAll(async () => {
  await server?.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the sandbox works: code within it cannot write a file", () => {
  const file = join(folder, "written");
  const script = `require("node:fs").writeFileSync(${JSON.stringify(file)}, "")`;
  const { status, stderr } = spawnSync(process.execPath, [...fence, "-e", script], { encoding: "utf8" });
  expect([status, stderr.includes("ERR_ACCESS_DENIED"), existsSync(file)]).toEqual([1, true, false]);
});

/** Sends one API request; the response must have the given status. */
async function ask(request: APIRequestContext, method: string, path: string, status: number, options: object = {}) {
  const answer = await request.fetch(`${server.address}${path}`, { method, ...options });
  expect(answer.status(), `${method} ${path}: ${await answer.text()}`).toBe(status);
  return answer;
}

const email = "ada@example.com";

test("every part of the API works without writing a file", async ({ request }) => {
  const health = await (await ask(request, "GET", "/health", 200)).json();
  expect(health).toMatchObject({ status: "ok", pending_migrations: [], database: { driver: "postgres" } });
  expect(health.schema_version).toMatch(/^\d{4}_/);

  await ask(request, "POST", "/api/v1/auth/register", 201, { data: { email, password } });
  const login = await ask(request, "POST", "/api/v1/auth/login", 200, { data: { email, password, remember_me: true } });
  const { access_token, refresh_token } = await login.json();
  const headers = { Authorization: `Bearer ${access_token}` };
  await ask(request, "POST", "/api/v1/auth/refresh", 200, { data: { refresh_token } });
  await ask(request, "POST", "/api/v1/auth/password/forgot", 202, { data: { email } });
  await ask(request, "POST", "/api/v1/auth/email/resend", 202, { headers });

  const started = await ask(request, "POST", "/api/v1/sessions/start", 201, { headers, data: pullRequest });
  const { id } = await started.json();
  await ask(request, "PATCH", `/api/v1/sessions/${id}/end`, 200, { headers, data: {} });
  const lines = (
    await (await ask(request, "GET", "/api/v1/sessions/export?format=csv", 200, { headers })).text()
  ).trim();
  expect(lines.split("\r\n")).toHaveLength(2);
  const everything = await (await ask(request, "GET", "/api/v1/auth/me/export", 200, { headers })).json();
  expect(everything.tracking.sessions).toHaveLength(1);
  await ask(request, "GET", "/api/cron/sweep", 200, { headers: { Authorization: `Bearer ${cronSecret}` } });
  for (const path of ["/docs", "/redoc"]) await ask(request, "GET", path, 200);
  const mailless = () =>
    server
      .output()
      .split("\n")
      .filter((line) => line.includes("SMTP_URL"));
  await expect.poll(mailless, "one line says that there are no mails").toHaveLength(1);
});

test("no documented endpoint fails, whatever it is for", async ({ request }) => {
  const data = { email: "grace@example.com", password };
  const { access_token } = await (await ask(request, "POST", "/api/v1/auth/register", 201, { data })).json();
  const headers = { Authorization: `Bearer ${access_token}` };
  const { paths } = (await (await ask(request, "GET", "/openapi.json", 200)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method })),
  );
  expect(operations.length).toBeGreaterThan(30);
  for (const { path, method } of operations) {
    if (method === "delete" || path.endsWith("/logout")) continue;
    const address = `${server.address}${path.replaceAll(/\{\w+\}/g, "1")}`;
    const answer = await request.fetch(address, { method, headers, ...(method !== "get" && { data: {} }) });
    expect(answer.status(), `${method} ${address}: ${await answer.text()}`).toBeLessThan(500);
  }
});

test("every page works without writing a file, and page views are counted on the platform only", async ({
  page,
  baseURL,
}) => {
  const counted: string[] = [];
  // Served by the platform itself.
  await page.route(/_vercel|vercel-scripts/, async (route) => {
    counted.push(route.request().url());
    await route.fulfill({ contentType: "text/javascript", body: "" });
  });
  await page.goto(server.address);
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();
  await expect.poll(() => counted).toContain(`${server.address}/_vercel/insights/script.js`);

  await page.goto(`${server.address}/forgot-password`);
  await expect(page.getByText(/This Stint sends no email/)).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveCount(0);

  await page.goto(`${server.address}/sign-up`);
  await page.getByLabel("Email").fill("lin@example.com");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(`${server.address}/today`);
  for (const path of ["/today", "/tracking", "/settings", "/nothing/here"]) {
    await page.goto(`${server.address}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  await page.goto(`${baseURL}/sign-in`);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(counted.filter((address) => !address.startsWith(`${server.address}/`))).toEqual([]);
});

/** Moves every sign-in of an account 20 minutes into the past. */
async function makeSignInsOld(of: string): Promise<void> {
  const client = new Client({ connectionString: postgres.url() });
  await client.connect();
  await client.query(
    `update login_sessions set authenticated_at = now() - interval '20 minutes'
      where user_id = (select id from users where email = $1)`,
    [of],
  );
  await client.end();
}

// Here because this server's database can be accessed: a journey cannot wait for 15 minutes.
test("20 minutes after the sign-in, tokens and ending other logins need the password in a dialog", async ({
  page,
  request,
}, info) => {
  // Served by the platform itself.
  await page.route(/_vercel|vercel-scripts/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  const address = "mary@example.com";
  await ask(request, "POST", "/api/v1/auth/register", 201, { data: { email: address, password } });
  await page.goto(`${server.address}/sign-in?next=/settings`);
  await page.getByLabel("Email").fill(address);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${server.address}/settings`);
  const tokens = page.getByRole("region", { name: "API tokens", exact: true });
  const dialog = page.getByRole("dialog", { name: "Confirm it's you" });
  await makeSignInsOld(address);

  await tokens.getByLabel("Name").fill("CI");
  await tokens.getByLabel("Access").selectOption("Read and write");
  await tokens.getByRole("button", { name: "Create token" }).click();
  await expect(dialog.getByLabel("Password", { exact: true })).toBeFocused();
  await picture(page, info, "confirm", false);
  await page.keyboard.press("Escape");
  await expect(tokens.getByRole("alert")).toContainText("confirm with your password to continue");
  await expect(tokens.getByLabel("Name")).toHaveValue("CI");

  await tokens.getByRole("button", { name: "Create token" }).click();
  await dialog.getByLabel("Password", { exact: true }).fill("Wrong-horse-7");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveAccessibleDescription("The password is wrong");
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(tokens.getByRole("heading", { name: "Copy the token CI now" })).toBeVisible();
  await expect(dialog).toHaveCount(0);

  await makeSignInsOld(address);
  const devices = page.getByRole("region", { name: "Devices", exact: true });
  await devices.getByRole("button", { name: "Sign out everywhere else" }).click();
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await expect(devices.getByRole("listitem")).toHaveCount(1);
});

test("nothing was written, and nothing failed", () => {
  expect(readdirSync(folder)).toEqual([]);
  const lines = server.output().split("\n");
  expect(lines.filter((line) => /ERR_ACCESS_DENIED|has been restricted|EROFS|ENOENT/.test(line))).toEqual([]);
  expect(lines.filter((line) => /"level":(?:50|60)/.test(line))).toEqual([]);
});

test("the bundle of every function has the migrations, and password hashing where needed", () => {
  const wanted = globSync("drizzle/*.sql", { cwd: root }).map((file) => resolve(root, file));
  const traces = globSync(".next/server/app/**/*.nft.json", { cwd: root });
  expect(traces.length).toBeGreaterThan(40);
  for (const trace of traces) {
    const folderOfTrace = resolve(root, dirname(trace));
    const { files } = JSON.parse(readFileSync(join(root, trace), "utf8")) as { files: string[] };
    const held = new Set(files.map((file) => resolve(folderOfTrace, file)));
    expect(
      wanted.filter((file) => !held.has(file)),
      trace,
    ).toEqual([]);
    if (/auth\/(?:login|register)\/route/.test(trace)) {
      expect(
        [...held].some((file) => /@node-rs\/bcrypt-[^/]+\/[^/]+\.node$/.test(file)),
        trace,
      ).toBe(true);
    }
  }
});
