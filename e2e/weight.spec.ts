import { writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Page, Response } from "@playwright/test";
import { addSession, awake, expect, newAccount, signIn, test } from "./support.ts";
import { addTask, dayFromNow, line } from "./tasks-support.ts";
import { midWeek } from "./zones.ts";

// Today is opened many times a day: its initial load stays small, and the chart library is loaded only where a chart is
// drawn.

const limit = 200_000;
const playerLimit = 60_000;
const dueLimit = 12_000;

interface Script {
  name: string;
  gzip: number;
  text: string;
}

/** Opens a signed-in page and returns all the scripts loaded before any interaction. */
async function scriptsOf(page: Page, path: string): Promise<Script[]> {
  const scripts: Promise<Script>[] = [];
  const note = (answer: Response) => {
    if (answer.request().resourceType() !== "script") return;
    const { pathname } = new URL(answer.url());
    scripts.push(answer.text().then((text) => ({ name: pathname, gzip: gzipSync(text).length, text })));
  };
  // Requests of the previous page do not count.
  await page.goto("about:blank");
  page.on("response", note);
  await page.goto(path);
  // The page polls some seconds after it has loaded; by then nothing more loads by itself.
  await page.waitForResponse("**/api/v1/stats/summary");
  page.off("response", note);
  return Promise.all(scripts);
}

const isChart = ({ text }: Script): boolean => text.includes("recharts-");

test("Today's initial load is light, and has no contract validation", async ({ page, request }, info) => {
  const account = await newAccount(request);
  await addSession(request, account, 3, 20);
  await signIn(page, account);
  const scripts = await scriptsOf(page, "/today");
  const first = scripts.filter((script) => !isChart(script));
  const total = first.reduce((sum, { gzip }) => sum + gzip, 0);
  const report = scripts.map((script) => `${isChart(script) ? "chart" : "first"} ${script.gzip} ${script.name}`);
  await writeFile(info.outputPath("scripts.txt"), `${report.sort().join("\n")}\nfirst load: ${total} bytes, gzip\n`);
  expect(first.length).toBeGreaterThan(5);
  expect(total).toBeLessThan(limit);
  expect(scripts.filter(({ text }) => /ZodError|_zod\b/.test(text)).map(({ name }) => name)).toEqual([]);
});

test("what the player loads beyond Today stays small", async ({ page, request }, info) => {
  const account = await newAccount(request);
  await signIn(page, account);
  const known = new Set((await scriptsOf(page, "/today")).map(({ name }) => name));
  const scripts: Promise<Script>[] = [];
  page.on("response", (answer) => {
    const { pathname } = new URL(answer.url());
    if (!pathname.endsWith(".js") || known.has(pathname)) return;
    scripts.push(answer.text().then((text) => ({ name: pathname, gzip: gzipSync(text).length, text })));
  });
  await page.goto("/practice/play/1");
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  const brought = (await Promise.all(scripts)).filter(
    ({ name }, place, all) => all.findIndex((each) => each.name === name) === place,
  );
  const total = brought.reduce((sum, { gzip }) => sum + gzip, 0);
  const report = brought.map(({ name, gzip }) => `${gzip} ${name}`);
  await writeFile(info.outputPath("player.txt"), `${report.sort().join("\n")}\nthe player: ${total} bytes, gzip\n`);
  expect(brought.length).toBeGreaterThan(0);
  expect(total).toBeLessThan(playerLimit);
  expect(brought.filter(({ text }) => /ZodError|_zod\b/.test(text)).map(({ name }) => name)).toEqual([]);
});

test("the practice library is hardly heavier, with its figures in a cached file", async ({ page, request }) => {
  await signIn(page, await newAccount(request));
  const figures = page.waitForResponse(/\/images\/figures\.svg\?v=/);
  const scripts = await scriptsOf(page, "/practice");
  expect(scripts.reduce((sum, { gzip }) => sum + gzip, 0)).toBeLessThan(limit + 10_000);
  expect(scripts.filter(({ text }) => /ZodError|_zod\b|dnd-kit/i.test(text)).map(({ name }) => name)).toEqual([]);
  expect((await figures).headers()["cache-control"]).toContain("immutable");
});

test("the chart library is loaded only where a chart is drawn", async ({ page, request }) => {
  const account = await newAccount(request, midWeek());
  await signIn(page, account);
  for (const path of ["/today", "/settings"]) {
    expect((await scriptsOf(page, path)).filter(isChart).map(({ name }) => name)).toEqual([]);
  }
  await addSession(request, account, 3, 20);
  const drawn = await scriptsOf(page, "/today");
  await expect(page.locator(".recharts-surface").first()).toBeVisible();
  expect(drawn.filter(isChart)).not.toEqual([]);
});

test("the AI SDK and the Markdown parser load once somebody types to the assistant", async ({ page, request }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  const ofAssistant = (text: string): boolean => /streamdown|tool-approval-request/.test(text);
  for (const path of ["/today", "/tasks", "/settings", "/assistant"]) {
    const scripts = await scriptsOf(page, path);
    expect(scripts.filter(({ text }) => ofAssistant(text)).map(({ name }) => name)).toEqual([]);
    if (path === "/assistant") expect(scripts.reduce((sum, { gzip }) => sum + gzip, 0)).toBeLessThan(limit + 50_000);
  }
  const fetched = page.waitForResponse(async (answer) => {
    return new URL(answer.url()).pathname.endsWith(".js") && ofAssistant(await answer.text());
  });
  await page.getByRole("textbox", { name: "Message to the assistant" }).fill("hello");
  await fetched;
});

test("due tasks add little to Today's initial load", async ({ page, request }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  const known = new Set((await scriptsOf(page, "/today")).map(({ name }) => name));
  await addTask(request, account, { title: "Due now", due_date: dayFromNow(0) });
  const brought = (await scriptsOf(page, "/today")).filter(({ name }) => !known.has(name));
  await expect(page.getByRole("checkbox", { name: "Complete “Due now”" })).toBeVisible();
  expect(brought.length).toBeGreaterThan(0);
  expect(brought.reduce((sum, { gzip }) => sum + gzip, 0)).toBeLessThan(dueLimit);
  expect(brought.filter(({ text }) => /ZodError|_zod\b/.test(text)).map(({ name }) => name)).toEqual([]);
});

test("the date parser loads once somebody is about to type a task", async ({ page, request }) => {
  await signIn(page, await newAccount(request));
  const readsDays = (text: string): boolean => text.includes("forwardDate");
  const scripts = await scriptsOf(page, "/tasks");
  expect(scripts.reduce((sum, { gzip }) => sum + gzip, 0)).toBeLessThan(limit + 20_000);
  expect(scripts.filter(({ text }) => readsDays(text)).map(({ name }) => name)).toEqual([]);
  await awake(page);
  const reader = page.waitForResponse(async (answer) => {
    return answer.request().resourceType() === "script" && readsDays(await answer.text());
  });
  await line(page).focus();
  await reader;
});
