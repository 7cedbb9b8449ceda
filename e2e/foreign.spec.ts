import { globSync } from "node:fs";
import { expect, newAccount, signIn, test } from "./support.ts";

// Every page, opened once: none requests another host, and none violates its Content-Security-Policy.

const samples: Record<string, string> = {
  owner: "vercel",
  repo: "next.js",
  name: "next.js",
  slug: "tree-pose",
  id: "1",
};

/** The path of a page file, with values for its parameters. */
const pathOf = (file: string): string =>
  `/${file
    .split("/")
    .slice(1, -1)
    .filter((part) => !part.startsWith("("))
    .map((part) => part.replace(/^\[+(?:\.\.\.)?(\w+)\]+$/, (_, name: string) => samples[name] ?? "1"))
    .join("/")}`;

const pages = globSync("app/**/page.tsx", { exclude: (name) => name === "dev" }).map(pathOf);
const paths = [...new Set([...pages, "/nothing/here", "/docs", "/redoc"])].sort();

test("no page requests another host", async ({ page, request, baseURL }) => {
  test.setTimeout(300_000);
  expect(paths.length).toBeGreaterThan(15);
  const own = new URL(baseURL ?? "").host;
  const foreign: string[] = [];
  let path = "";
  page.on("request", (one) => {
    const { protocol, host } = new URL(one.url());
    if (/^(?:https?|wss?):$/.test(protocol) && host !== own) foreign.push(`${path} → ${one.url()}`);
  });
  await signIn(page, await newAccount(request));
  for (path of paths) await page.goto(path);
  await test.step("and the API documentation viewers render it", async () => {
    await page.goto("/docs");
    await expect(page.getByText("Start tracking a pull request").first()).toBeVisible();
    await page.goto("/redoc");
    await expect(page.getByRole("heading", { name: "Start tracking a pull request" })).toBeVisible();
    expect(await page.locator("img[src^='http']").count()).toBe(0);
  });
  expect(foreign).toEqual([]);
});
