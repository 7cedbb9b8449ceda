import type { APIRequestContext, Page } from "@playwright/test";
import { type Account, awake, expect, newAccount, password, post, signIn, test } from "./support.ts";

// Sequences and poses: searched, filtered, starred, copied, deleted; and hand-made URLs.

const desk = "5-Minute Desk Break";
const card = (page: Page, name: string) => page.getByRole("article", { name, exact: true });
const count = (page: Page) => page.getByRole("main").getByRole("status").first();
const star = (page: Page, name: string) => page.getByRole("button", { name: `Favourite: ${name}` });
const chip = (page: Page, words: string) => page.getByRole("button", { name: `Remove the filter ${words}` });

const step = { pose_slug: "mountain-pose", hold_seconds: 30, side: null };

const makeSequence = (request: APIRequestContext, account: Account, values: object = {}) =>
  post(request, account, "/sequences", {
    name: "Mine",
    style: "hatha",
    difficulty: "beginner",
    focus_area: "spine",
    poses: [step],
    ...values,
  });

const open = async (page: Page, path: string) => {
  await page.goto(path);
  await awake(page);
};

test("poses are found without accents, filtered in the URL, and left out with their sequences marked", async ({
  page,
  request,
}) => {
  await signIn(page, await newAccount(request));
  await open(page, "/practice/poses");
  await expect(count(page)).toHaveText(/^6\d poses$/);
  const all = (await count(page).textContent()) ?? "";

  await test.step("accents do not matter, and Back undoes it", async () => {
    await page.getByRole("searchbox", { name: "Search" }).fill("tadasana");
    await expect(page).toHaveURL("/practice/poses?q=tadasana");
    await expect(card(page, "Mountain Pose").getByText("Tāḍāsana")).toHaveAttribute("lang", "sa-Latn");
    await expect(card(page, "Chair Pose")).toBeHidden();
    await page.getByLabel("Kind").selectOption("Twist");
    await expect(page).toHaveURL("/practice/poses?q=tadasana&category=twist");
    await expect(page.getByText("No results", { exact: true })).toBeVisible();
    await chip(page, "“tadasana”").click();
    await expect(page).toHaveURL("/practice/poses?category=twist");
    await expect(card(page, "Revolved Triangle Pose")).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Kind")).toHaveValue("twist");
    await expect(card(page, "Mountain Pose")).toBeHidden();
    await awake(page);
    await page.getByRole("button", { name: "Clear all" }).click();
    await expect(count(page)).toHaveText(all);
    await page.goBack();
    await expect(card(page, "Mountain Pose")).toBeHidden();
    await expect(page.getByLabel("Kind")).toHaveValue("twist");
    await page.goForward();
    await expect(count(page)).toHaveText(all);
  });

  await test.step("poses to avoid for knees are left out, also in sequences", async () => {
    await page.getByText("Exclude poses that strain…").click();
    await page.getByRole("checkbox", { name: "Knees" }).check();
    await expect(page).toHaveURL("/practice/poses?avoid=knees");
    await expect(card(page, "Chair Pose")).toBeHidden();
    await expect(card(page, "Mountain Pose")).toBeVisible();
    await page.getByRole("navigation", { name: "Practice" }).getByRole("link", { name: "Sequences" }).click();
    await expect(page).toHaveURL("/practice?avoid=knees");
    await expect(card(page, desk)).toContainText("3 poses have a caution for: Knees");
    await expect(card(page, desk)).toContainText("Chair Pose");
    await card(page, desk).getByRole("link", { name: desk, exact: true }).click();
    await expect(page).toHaveURL(/\/practice\/sequences\/\d+\?avoid=knees$/);
    await expect(page.getByRole("listitem").filter({ hasText: "Chair Pose" })).toContainText("Caution for: Knees");
    await expect(page.getByRole("listitem").filter({ hasText: "Half Standing" })).not.toContainText("Caution for");
    await chip(page, "exclude: knees").click();
    await expect(page).toHaveURL(/\/practice\/sequences\/\d+$/);
    await expect(page.getByText("Caution for")).toHaveCount(0);
  });

  await test.step("a pose has its own page, each side, and its neighbours", async () => {
    await page.getByRole("link", { name: "Tree Pose" }).click();
    await expect(page).toHaveURL("/practice/poses/tree-pose");
    await expect(page).toHaveTitle("Tree Pose · Stint");
    await expect(page.getByRole("region", { name: "Cautions" })).toContainText("not medical advice");
    await expect(page.getByRole("img", { name: "Tree Pose, right side" })).toBeVisible();
    await page.getByText("Left side").click();
    await expect(page.getByRole("img", { name: "Tree Pose, left side" })).toBeVisible();
    const others = page.getByRole("navigation", { name: "Other poses" });
    const next = await others.getByRole("link").last().textContent();
    await others.getByRole("link").last().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(next?.replace(/^Next: */, "") ?? "?");
    await others.getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tree Pose");
  });
});

test("a favourite is stored, listed among the favourites, and rolled back when it is rejected", async ({
  page,
  request,
}) => {
  const [account, other] = [await newAccount(request), await newAccount(request, { name: "Grace" })];
  const foreign = await makeSequence(request, other, { name: "Grace's own", is_public: true });
  await signIn(page, account);
  await open(page, "/practice");
  await expect(card(page, desk)).toContainText("5 m · 9 poses");
  await expect(card(page, "Grace's own")).toContainText("By Grace");
  await star(page, desk).click();
  await expect(star(page, desk)).toHaveAttribute("aria-pressed", "true");

  await page.getByRole("button", { name: "Favourites", exact: true }).click();
  await expect(page).toHaveURL("/practice?favorite=true");
  await expect(count(page)).toHaveText("1 sequence");
  await page.reload();
  await expect(star(page, desk)).toHaveAttribute("aria-pressed", "true");
  await awake(page);
  await star(page, desk).click();
  await expect(page.getByText("No favourites yet")).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
  await page.getByRole("button", { name: "Show all sequences" }).click();
  await expect(star(page, desk)).toHaveAttribute("aria-pressed", "false");

  await expect(star(page, "Grace's own")).toBeVisible();
  const hidden = await request.patch(`/api/v1/sequences/${foreign.id}`, {
    data: { is_public: false },
    headers: { Authorization: `Bearer ${other.token}` },
  });
  expect(hidden.ok()).toBe(true);
  await star(page, "Grace's own").click();
  await expect(page.getByText("Grace's own was not added to favourites")).toBeVisible();
  await expect(card(page, "Grace's own")).toHaveCount(0);
});

test("a copy is the user's own, is edited or deleted, and nothing is left of it", async ({ page, request }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  await open(page, "/practice?q=desk+break");
  await card(page, desk).getByRole("link", { name: desk, exact: true }).click();
  await expect(page.getByRole("link", { name: "Begin practice", exact: true })).toHaveAttribute(
    "href",
    /\/practice\/play\/\d+$/,
  );
  await expect(page.getByRole("button", { name: "Delete" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Edit" })).toHaveCount(0);
  await page.getByRole("button", { name: "Duplicate" }).click();
  await expect(page).toHaveURL(/\/practice\/sequences\/\d+\/edit$/);
  const path = new URL(page.url()).pathname.replace(/\/edit$/, "");

  await open(page, path);
  await expect(page.getByText("Private", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit" })).toHaveAttribute("href", `${path}/edit`);
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete sequence" }).click();
  await expect(page).toHaveURL("/practice");
  await page.getByRole("button", { name: "My own" }).click();
  await expect(page.getByText("No sequences of your own yet")).toBeVisible();
  expect((await page.goto(path))?.status()).toBe(404);
});

test("the library is used by keyboard alone", async ({ page, request }) => {
  await signIn(page, await newAccount(request));
  await awake(page);
  const { keyboard } = page;
  await keyboard.press("g");
  await keyboard.press("p");
  await expect(page).toHaveURL("/practice");
  await expect(card(page, desk)).toBeVisible();
  await keyboard.press("/");
  await keyboard.type("desk");
  await expect(page).toHaveURL("/practice?q=desk");
  await expect(card(page, "45-Minute Full Vinyasa Practice")).toBeHidden();
  const tabTo = async (name: RegExp | string) => {
    for (let presses = 0; presses < 40; presses++) {
      await keyboard.press("Tab");
      const focused = page.locator(":focus");
      const label = (await focused.getAttribute("aria-label")) ?? (await focused.textContent()) ?? "";
      if (typeof name === "string" ? label.trim() === name : name.test(label)) return;
    }
    throw new Error(`Tab does not reach ${name}`);
  };
  await tabTo(/^Exclude poses that strain/);
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await expect(page.getByRole("checkbox", { name: "Knees" })).toBeFocused();
  await keyboard.press("Space");
  await expect(page).toHaveURL("/practice?q=desk&avoid=knees");
  await tabTo(`Favourite: ${desk}`);
  await keyboard.press("Space");
  await expect(star(page, desk)).toHaveAttribute("aria-pressed", "true");
  await expect(star(page, desk)).toBeFocused();
  await keyboard.press("Tab");
  await expect(page.getByRole("link", { name: `Begin practice: ${desk}` })).toBeFocused();
  await keyboard.press("Shift+Tab");
  await keyboard.press("Shift+Tab");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(desk);
});

test("many sequences load as needed", async ({ page, request }) => {
  const account = await newAccount(request);
  for (let number = 1; number <= 26; number++) await makeSequence(request, account, { name: `Row ${number}` });
  await signIn(page, account);
  await open(page, "/practice?mine=true");
  const cards = page.getByRole("main").getByRole("article");
  await expect(count(page)).toHaveText("26 sequences");
  await expect(cards).toHaveCount(24);
  await page.getByRole("button", { name: "Show more: 2 are left" }).click();
  await expect(cards).toHaveCount(26);
  await expect(page.getByRole("button", { name: /^Show more/ })).toHaveCount(0);
});

test("invalid values in hand-made URLs are reported, and unknown ids are 404 pages", async ({ page, request }) => {
  const [account, other] = [await newAccount(request), await newAccount(request)];
  const foreign = await makeSequence(request, other);
  await signIn(page, account);
  for (const path of [
    "/practice/poses/%00",
    "/practice/poses/no-such-pose",
    "/practice/poses/constructor",
    "/practice/poses/Mountain%20Pose",
    "/practice/sequences/abc",
    "/practice/sequences/1e0",
    "/practice/sequences/0",
    "/practice/sequences/99999999999999999999",
    `/practice/sequences/${foreign.id}`,
  ]) {
    const answer = await page.goto(path);
    expect([path, answer?.status()]).toEqual([path, 404]);
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" }).first()).toBeVisible();
  }

  await open(page, "/practice?max_minutes=banana&style=karate&avoid=knees,banana&difficulty=advanced");
  const notice = page.getByRole("status").filter({ hasText: "was ignored" });
  await expect(notice).toContainText("max_minutes=banana is not a number of minutes such as 20");
  await expect(notice).toContainText("style=karate is not a style");
  await expect(notice).toContainText("avoid=knees,banana contains an unknown value");
  await expect(chip(page, "exclude: knees")).toBeVisible();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(notice).toHaveCount(0);
  await expect(page).toHaveURL("/practice?avoid=knees&difficulty=advanced");
  await open(page, "/practice?max_minutes=7&focus_area=shoulders");
  await expect(page.getByLabel("Length")).toHaveValue("7");
  await expect(card(page, desk)).toBeVisible();
  await expect(card(page, "10-Minute Lunch-Break Unwind")).toBeHidden();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the library is complete, and starring and copying work", async ({ page, request }) => {
    const { email } = await newAccount(request);
    await page.goto("/sign-in?next=%2Fpractice%3Favoid%3Dknees");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(card(page, desk)).toContainText("3 poses have a caution for: Knees");
    await star(page, desk).click();
    await expect(star(page, desk)).toHaveAttribute("aria-pressed", "true");
    await card(page, desk).getByRole("link", { name: desk, exact: true }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "Chair Pose" })).toContainText("Caution for: Knees");
    await page.getByRole("button", { name: "Duplicate" }).click();
    await expect(page).toHaveURL(/\/practice\/sequences\/\d+\/edit$/);
    await page.goto("/practice/poses?q=tadasana");
    await card(page, "Mountain Pose").getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mountain Pose");
  });
});
