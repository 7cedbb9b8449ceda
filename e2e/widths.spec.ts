import type { Browser, Cookie } from "@playwright/test";
import { ready } from "./looks-views.ts";
import { addSession, awake, expect, newAccount, post, runningCard, signIn, test } from "./support.ts";
import { addTask, dayFromNow } from "./tasks-support.ts";

// Every page at every common width, with names as long as GitHub allows: nothing overflows, no name is squeezed to
// nothing, and every filter field is readable.

/** An owner has at most 39 characters, a repository 100, and a pull request a number of ten digits. */
const longest = {
  repo_owner: "organization-with-the-longest-name-of-a",
  repo_name: `${"a-name-as-long-as-github-takes-".repeat(3)}one`.padEnd(100, "s"),
  pr_number: 2_147_483_647,
};
const long = [
  longest,
  { repo_owner: "open-telemetry", repo_name: "opentelemetry-collector-contrib", pr_number: 36_633 },
  { repo_owner: "kubernetes-sigs", repo_name: "cluster-api-provider-azure", pr_number: 5123 },
];

const pages = {
  today: "/today",
  tracking: "/tracking",
  repository: `/tracking/${longest.repo_owner}/${longest.repo_name}`,
  tasks: "/tasks",
  practice: "/practice",
  poses: "/practice/poses",
  history: "/practice/history",
  sequence: "/practice/sequences/1",
  builder: "/practice/sequences/new",
  assistant: "/assistant",
  settings: "/settings",
};
const widths = [320, 360, 768, 834, 1024, 1280];

let cookies: Cookie[] = [];

async function fill(browser: Browser, request: Parameters<typeof newAccount>[0]): Promise<void> {
  const account = await newAccount(request, { name: "Ada Lovelace" });
  for (const hour of [2, 5, 8, 30]) await addSession(request, account, hour, 40, long[hour % 3]);
  const start_time = new Date(Date.now() - 84 * 60_000).toISOString();
  await post(request, account, "/sessions/start", { ...longest, start_time });
  await addTask(request, account, { title: "W".repeat(200), due_date: dayFromNow(0), priority: "high" });
  const page = await browser.newPage();
  await signIn(page, account);
  cookies = await page.context().cookies();
  await page.close();
}

test.beforeAll(({ browser, request }) => fill(browser, request));
test.beforeEach(({ context }) => context.addCookies(cookies));

for (const [name, path] of Object.entries(pages)) {
  test(`${name} fits the longest names at every width`, async ({ page }) => {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path);
      await ready(page);
      const found = await page.evaluate(() => {
        const seen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
        // A name may be truncated, but what is left has to be meaningful.
        const squeezed = [...document.querySelectorAll("main .truncate")]
          .filter((each) => seen(each) && each.clientWidth < 40 && each.scrollWidth > each.clientWidth + 1)
          .map((each) => each.textContent);
        const fields = [...document.querySelectorAll("main search :is(input, select)")]
          .filter((each) => seen(each) && each.clientWidth < 96)
          .map((each) => each.id);
        const main = document.querySelector("main")?.getBoundingClientRect().right ?? 0;
        const outside = [...document.querySelectorAll("main button, main time")]
          .filter((each) => seen(each) && each.getBoundingClientRect().right > main + 1)
          .filter(
            (each) => !each.closest("[role=grid], table, .overflow-x-auto, section[aria-labelledby] .overflow-auto"),
          )
          .map((each) => each.outerHTML.slice(0, 120));
        return { squeezed, fields, outside, tooWide: document.documentElement.scrollWidth > window.innerWidth };
      });
      expect(found, `${width} wide`).toEqual({ squeezed: [], fields: [], outside: [], tooWide: false });
    }
  });
}

test("the running card keeps its time and its End button inside at every width", async ({ page }) => {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/today");
    const card = runningCard(page);
    await expect(card).toBeVisible();
    const box = await card.boundingBox();
    const end = await card.getByRole("button", { name: "End" }).boundingBox();
    const right = ({ x = 0, width: wide = 0 } = {}) => x + wide;
    expect(right(box ?? {}), `${width} wide`).toBeLessThanOrEqual(width);
    expect(right(end ?? {}), `${width} wide`).toBeLessThanOrEqual(right(box ?? {}));
  }
});

test("a portrait tablet, and half a screen, have the phone layout; the sidebar appears where it fits", async ({
  page,
}) => {
  const bottom = page.locator("nav[aria-label=Main]").last();
  for (const [width, isPhone] of [
    [768, true],
    [960, true],
    [1024, false],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/tracking");
    await awake(page);
    await expect(bottom).toBeVisible({ visible: isPhone });
  }
});

test("the labels of the bottom bar stay apart with wide letter spacing", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/today");
  await awake(page);
  await page.addStyleTag({ content: "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" });
  const gaps = await page
    .locator("nav[aria-label=Main]")
    .last()
    .locator("a > span")
    .evaluateAll((labels) => {
      const boxes = labels.map((label) => label.getBoundingClientRect());
      return boxes.slice(1).map(({ left }, index) => left - (boxes[index]?.right ?? 0));
    });
  expect(Math.min(...gaps)).toBeGreaterThan(1);
});
