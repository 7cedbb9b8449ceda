import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIRequestContext, Page } from "@playwright/test";
import {
  answerSlowly,
  type Behaviour,
  behaviourOf,
  cut,
  fail,
  hang,
  malformed,
  say,
} from "../lib/testing/openai-behaviours.ts";
import { startOpenAiServer, type TestModelServer } from "../lib/testing/openai-server.ts";
import { startServer } from "../lib/testing/server.ts";
import { answers, ask, atRest, button, field, openAssistant, own, words, write } from "./assistant-support.ts";
import { type Account, awake, test as base, expect, newAccount, seriousFaults } from "./support.ts";

// The assistant with a model over the network: it streams slowly, fails in every way, and calls tools.

interface Servers {
  model: TestModelServer;
  /** Sets the model's behaviour for every message, until undefined is passed. */
  steer: (behaviour: Behaviour | undefined) => void;
  address: string;
}

/** A second Stint whose model is a server of ours, for all tests of this file. */
const test = base.extend<object, { servers: Servers }>({
  servers: [
    async ({ browserName }, use) => {
      const folder = mkdtempSync(join(tmpdir(), `stint-models-${browserName}-`));
      let steered: Behaviour | undefined;
      const model = await startOpenAiServer({ script: (messages) => steered ?? behaviourOf(messages) });
      const server = await startServer(["lib/cli/start.ts"], {
        DATA_DIR: folder,
        LOG_LEVEL: "warn",
        AI_MODEL: "openai-compatible/test-model",
        AI_BASE_URL: model.url,
        AI_TIMEOUT_SECONDS: "3",
        RATE_LIMIT_PER_MINUTE: "100000",
        AUTH_RATE_LIMIT_PER_MINUTE: "100000",
        CHAT_RATE_LIMIT_PER_MINUTE: "100000",
      });
      const steer = (behaviour: Behaviour | undefined) => {
        steered = behaviour;
      };
      await use({ model, steer, address: server.address });
      await server.stop();
      await model.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 330_000 },
  ],
  baseURL: async ({ servers }, use) => use(servers.address),
});

const counted = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => `word${from + at}`).join(" ");

const scroller = (page: Page) => page.getByRole("region", { name: "Transcript" });

/** Sends messages to the model over the API, to create a long conversation. */
async function talk(request: APIRequestContext, { token }: Account, turns: number): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` };
  const { user } = await (await request.get("/api/v1/auth/me", { headers })).json();
  let conversation_id: number | undefined;
  for (let turn = 1; turn <= turns; turn++) {
    const data = { message: `say: answer ${turn}. ${"More of it. ".repeat(20)}`, conversation_id };
    const answer = await request.post(`/api/v1/users/${user.id}/chat`, { headers, data });
    expect(answer.ok(), await answer.text()).toBe(true);
    conversation_id = (await answer.json()).conversation_id;
  }
  return conversation_id ?? 0;
}

test("an answer is shown while it is written, and announced only when it is finished", async ({
  page,
  request,
  servers,
}) => {
  await openAssistant(page, await newAccount(request));
  await expect(page.getByText("openai-compatible/test-model answers.")).toBeVisible();
  servers.model.next(answerSlowly(`**Well**, ${counted(1, 30)}`, 60));
  await write(page, "tell me something");
  const answer = answers(page).last();
  await expect(answer).toContainText("word3");
  await expect(answer).toHaveAttribute("data-status", "writing");
  await expect(answer.locator("strong")).toHaveText("Well");
  const spoken = page.locator("[data-spoken]");
  expect(await spoken.textContent()).toBe("");
  await expect(answer).toContainText("word30");
  await atRest(page);
  await expect(spoken).toHaveText(`Well, ${counted(1, 30)}`);
  expect(await seriousFaults(page)).toEqual([]);
});

test("stopping keeps what was written, and Retry writes it again", async ({ page, request, servers }) => {
  await openAssistant(page, await newAccount(request));
  servers.model.next(answerSlowly(counted(1, 200), 60));
  await write(page, "tell me much");
  const answer = answers(page).last();
  await expect(answer).toContainText("word3");
  await button(page, "Stop").click();
  await expect(answer.getByText("Stopped.")).toBeVisible();
  await expect(answer).toContainText("word3");
  await expect(answer).not.toContainText("word200");
  await atRest(page);
  await page.reload();
  await awake(page);
  await expect(answer.getByText("Stopped.")).toBeVisible();
  await expect(answer).toContainText("word3");
  servers.model.next(say("This is all of it."));
  await answer.getByRole("button", { name: "Retry" }).click();
  await expect(answers(page)).toHaveText(/This is all of it/);
  await atRest(page);
  await expect(own(page)).toHaveCount(1);

  await test.step("Escape in the field stops it too", async () => {
    servers.model.next(answerSlowly(counted(1, 200), 60));
    await write(page, "and once more");
    await expect(answers(page).last()).toContainText("word2");
    await field(page).press("Escape");
    await expect(answers(page).last().getByText("Stopped.")).toBeVisible();
  });
});

test("a page reloaded midway continues the stream, and one that was left has the whole answer", async ({
  page,
  request,
  servers,
}) => {
  await openAssistant(page, await newAccount(request));
  servers.model.next(answerSlowly(counted(1, 60), 80));
  await write(page, "tell me slowly");
  await expect(answers(page).last()).toContainText("word3");
  await page.reload();
  await expect(answers(page).last()).toHaveAttribute("data-status", "writing");
  await expect(answers(page).last()).toContainText("word40");
  await expect(button(page, "Stop")).toBeVisible();
  await expect(answers(page).last()).toContainText("word60");
  await atRest(page);
  await expect(own(page)).toHaveCount(1);
  await expect(answers(page)).toHaveCount(1);
  await expect(answers(page).last()).toHaveAttribute("data-status", "complete");

  servers.model.next(answerSlowly(counted(1, 20), 60));
  await write(page, "and again");
  await expect(answers(page).last()).toContainText("word2");
  await page.getByRole("link", { name: "Today" }).first().click();
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  await page.goBack();
  await expect(answers(page).last()).toContainText("word20");
  await expect(answers(page)).toHaveCount(2);
});

test("an answer written in one tab is followed in another", async ({ page, request, context, servers }) => {
  await openAssistant(page, await newAccount(request));
  await ask(page, "say: hello");
  const other = await context.newPage();
  await other.goto(page.url());
  await awake(other);
  servers.model.next(answerSlowly(counted(1, 80), 100));
  await write(page, "tell me slowly");
  await expect(answers(other).last()).toContainText("word2", { timeout: 15_000 });
  await expect(answers(other).last()).toHaveAttribute("data-status", "writing");
  await button(other, "Stop").click();
  for (const tab of [page, other]) await expect(answers(tab).last().getByText("Stopped.")).toBeVisible();
});

test.describe("a model that fails", () => {
  const failures = [
    { name: "is down", behaviour: () => fail(500), says: "cannot be reached" },
    { name: "has too much to do", behaviour: () => fail(429), says: "too many requests" },
    { name: "refuses the key", behaviour: () => fail(401), says: "refused Stint's key" },
    { name: "does not know the model", behaviour: () => fail(404), says: "does not know the model" },
    { name: "talks nonsense", behaviour: malformed, says: "gave an invalid answer" },
    { name: "breaks off", behaviour: () => cut("This is only the"), says: "cannot be reached" },
    { name: "falls silent", behaviour: () => hang("It was"), says: "too long" },
  ];
  for (const { name, behaviour, says } of failures) {
    test(`that ${name} is explained in plain words; the message stays, and Retry works`, async ({
      page,
      request,
      servers,
    }) => {
      await openAssistant(page, await newAccount(request));
      servers.steer(behaviour());
      await write(page, "tell me something");
      const answer = answers(page).last();
      await expect(answer).toHaveAttribute("data-status", "failed", { timeout: 30_000 });
      await expect(answer).toContainText(says);
      await expect(answer).not.toContainText(/sk-|OpenAI|Rate limit reached|127\.0\.0\.1/);
      await expect(words(page)).toHaveText("tell me something");
      await atRest(page);
      servers.steer(undefined);
      await page.reload();
      await awake(page);
      await answers(page).last().getByRole("button", { name: "Retry" }).click();
      await expect(answers(page).last()).toContainText("You said: tell me something");
      await atRest(page);
      await expect(own(page)).toHaveCount(1);
      await expect(answers(page)).toHaveCount(1);
      await expect(await ask(page, "say: and on it goes")).toContainText("and on it goes");
    });
  }
});

test("tool calls are cards, and deleting or tracking asks for a confirmation with details", async ({
  page,
  request,
}) => {
  await openAssistant(page, await newAccount(request));
  for (const title of ["Milk", "Bread", "Salt"]) await ask(page, `call add_task {"title":"${title}"}`);
  await expect(page.locator("[data-tool=add_task]")).toHaveText([/Added “Milk”/, /Added “Bread”/, /Added “Salt”/]);
  const asked = await ask(page, 'call change_tasks {"action":"delete","task_ids":[1,3]}');
  const card = asked.locator("[data-approval]");
  await expect(card.getByRole("heading")).toHaveText("Delete 2 tasks?");
  await expect(card.getByRole("listitem")).toHaveText(["Milk", "Salt"]);
  await card.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(asked.locator("[data-tool=change_tasks]")).toContainText("Deleted 2 tasks");
  await expect(asked.locator("[data-tool=change_tasks]").getByRole("listitem")).toHaveText(["Milk", "Salt"]);
  await expect(asked).toContainText("The tool said deleted.");
  const missed = await ask(page, 'call complete_task {"task_id":99}');
  await expect(missed.locator("[data-tool=complete_task]")).toContainText("Task 99 not found.");
  const tracked = await ask(page, 'call start_session {"repository":"acme/api","pr_number":7}');
  await tracked.getByRole("button", { name: "Start tracking" }).click();
  const started = tracked.locator("[data-tool=start_session]");
  await expect(started).toContainText("Started tracking acme/api#7");
  await started.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByRole("region", { name: "Running session" })).toHaveCount(0);
});

test("older messages load on scrolling up, without moving what is being read", async ({ page, request, servers }) => {
  const account = await newAccount(request);
  const id = await talk(request, account, 45);
  await openAssistant(page, account);
  await page.goto(`/assistant/${id}`);
  await awake(page);
  await expect(page.getByText("answer 45.").last()).toBeInViewport();
  expect(await page.locator("[data-message]").count()).toBe(20);

  await test.step("earlier messages are inserted above, and visible ones stay in place", async () => {
    const first = page.locator("[data-message]").first();
    await first.evaluate((element) => element.setAttribute("data-first", ""));
    const seen = page.locator("[data-first]");
    await scroller(page).evaluate((box) => box.scrollTo({ top: -box.scrollHeight }));
    const before = (await seen.boundingBox())?.y ?? Number.NaN;
    await expect.poll(() => page.locator("[data-message]").count()).toBeGreaterThan(20);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(Math.abs(((await seen.boundingBox())?.y ?? Number.NaN) - before)).toBeLessThan(2);
    await scroller(page).evaluate((box) => box.scrollTo({ top: -box.scrollHeight }));
    await expect(page.locator("[data-message]")).toHaveCount(90);
    await expect(page.getByRole("button", { name: "Show earlier messages" })).toHaveCount(0);
  });

  await test.step("a user who has scrolled up is not scrolled down, and can jump to the latest", async () => {
    await page.getByRole("button", { name: "Jump to latest" }).click();
    await expect(page.getByText("answer 45.").last()).toBeInViewport();
    servers.model.next(answerSlowly(counted(1, 120), 30));
    await write(page, "tell me slowly");
    await expect(answers(page).last()).toContainText("word3");
    await scroller(page).evaluate((box) => box.scrollTo({ top: -900 }));
    const read = page.getByText("answer 44.").first();
    await expect(page.getByRole("button", { name: "Jump to latest" })).toBeVisible();
    const before = (await read.boundingBox())?.y ?? Number.NaN;
    await expect(answers(page).last()).toContainText("word120");
    await atRest(page);
    expect(Math.abs(((await read.boundingBox())?.y ?? Number.NaN) - before)).toBeLessThan(40);
    await page.getByRole("button", { name: "Jump to latest" }).click();
    await expect(answers(page).last().getByText("word120")).toBeInViewport();
  });
});

test("on a phone the conversations are a sheet, and nothing overflows", async ({ page, request }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openAssistant(page, await newAccount(request));
  await ask(page, "say: hello there");
  await button(page, "Conversations").click();
  const sheet = page.getByRole("dialog", { name: "Conversations" });
  await expect(sheet.getByRole("listitem")).toHaveCount(1);
  expect(await seriousFaults(page)).toEqual([]);
  await sheet.getByRole("link", { name: "New conversation" }).click();
  await expect(sheet).toBeHidden();
  await expect(page).toHaveURL("/assistant");
  await button(page, "Conversations").click();
  await sheet.getByRole("link", { name: /say: hello there/ }).click();
  await expect(answers(page)).toContainText("hello there");
  await ask(page, `say: ${"averyveryverylongwordwithoutanyspace".repeat(12)}`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expect(field(page)).toBeInViewport();
});
