import type { Page } from "@playwright/test";
import { awake, expect, github, newAccount, post, pullRequest, signIn, test } from "./support.ts";

const palette = (page: Page) => page.getByRole("dialog", { name: "Search and commands" });
const shortcutsList = (page: Page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });
const runningSide = (page: Page) => page.getByRole("banner").getByRole("region", { name: "Running session" });

/** Holds back every script the page has yet to load, until it is let go. */
async function holdScripts(page: Page): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/_next/static/chunks/**", async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

test("the palette goes anywhere and does the common acts, by keyboard alone", async ({ page, request }) => {
  await signIn(page, await newAccount(request));
  await awake(page);
  const { keyboard } = page;

  await test.step("what is typed before it is loaded is not lost", async () => {
    const letGo = await holdScripts(page);
    await keyboard.press("Control+k");
    await keyboard.type("sett");
    letGo();
    await expect(palette(page).getByRole("combobox")).toHaveValue("sett");
    await expect(page).toHaveURL("/today");
    await keyboard.type("ings");
    await keyboard.press("Enter");
    await expect(page).toHaveURL("/settings");
    await expect(palette(page)).toBeHidden();
  });

  await test.step("it starts and ends tracking", async () => {
    await keyboard.press("Control+k");
    await keyboard.type(`${github}/vercel/next.js/pull/84213/files`);
    await expect(palette(page).getByRole("option", { name: "Start tracking vercel/next.js#84213" })).toBeVisible();
    await keyboard.press("Enter");
    await expect(runningSide(page)).toContainText("next.js #84213");
    await keyboard.press("Control+k");
    await keyboard.type("end verc");
    await expect(palette(page).getByRole("option", { selected: true })).toHaveText(/^End vercel\/next\.js#84213/);
    await keyboard.press("Enter");
    await expect(runningSide(page)).toBeHidden();
  });

  await test.step("it knows the repositories of one's sessions", async () => {
    await keyboard.press("Control+k");
    await keyboard.type("vercel/");
    await expect(palette(page).getByRole("option", { name: "vercel/next.js" })).toBeVisible();
    await keyboard.press("Escape");
  });

  await test.step("it leaves the focus where it was", async () => {
    const search = page.getByRole("button", { name: "Search…" });
    await search.focus();
    await keyboard.press("Enter");
    await expect(palette(page).getByRole("combobox")).toBeFocused();
    await keyboard.press("Control+k");
    await expect(palette(page)).toBeHidden();
    await expect(search).toBeFocused();
  });

  await test.step("it says when there is nothing of that name", async () => {
    await keyboard.press("Control+k");
    await keyboard.type("🦊 not here");
    await expect(palette(page).getByText("No results.")).toBeVisible();
    await keyboard.press("Enter");
    await expect(palette(page)).toBeVisible();
    await keyboard.press("Escape");
  });

  await keyboard.press("Control+k");
  await keyboard.type("sign out");
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/");
});

test("shortcuts are listed, obeyed, silent while one types, and can be turned off", async ({ page, request }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  await awake(page);
  const { keyboard } = page;
  const field = page.getByLabel("Pull request");

  await keyboard.press("?");
  await expect(shortcutsList(page).getByText("Go to Settings")).toBeVisible();
  await keyboard.press("g");
  await keyboard.press("s");
  await expect(page).toHaveURL("/today");
  await keyboard.press("Escape");
  await expect(shortcutsList(page)).toBeHidden();

  await keyboard.press("g");
  await keyboard.press("s");
  await expect(page).toHaveURL("/settings");
  await keyboard.press("n");
  await expect(page).toHaveURL("/today");
  await expect(field).toBeFocused();
  await keyboard.type("gs?/ne");
  await expect(field).toHaveValue("gs?/ne");
  await expect(page).toHaveURL("/today");
  await expect(shortcutsList(page)).toBeHidden();

  await test.step("a session ends by e, but not with Shift, Control or Alt", async () => {
    await post(request, account, "/sessions/start", pullRequest);
    await page.reload();
    await awake(page);
    await expect(runningSide(page)).toBeVisible();
    for (const keys of ["Shift+E", "Alt+e"]) await keyboard.press(keys);
    await expect(runningSide(page)).toBeVisible();
    await keyboard.press("e");
    await expect(runningSide(page)).toBeHidden();
  });

  await test.step("those of a single key can be turned off, for good", async () => {
    await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
    await page.getByRole("switch", { name: "Single-key shortcuts" }).uncheck();
    await keyboard.press("Escape");
    await page.reload();
    await awake(page);
    await keyboard.press("?");
    await keyboard.press("Control+k");
    await expect(palette(page)).toBeVisible();
    await expect(shortcutsList(page)).toBeHidden();
    await keyboard.type("shortcuts");
    await keyboard.press("Enter");
    await page.getByRole("switch", { name: "Single-key shortcuts" }).check();
    await keyboard.press("Escape");
    await keyboard.press("?");
    await expect(shortcutsList(page)).toBeVisible();
  });
});

test("the account's menu keeps a press that came before it was loaded", async ({ page, request }) => {
  await signIn(page, await newAccount(request));
  await awake(page);
  const button = page.getByRole("button", { name: /^Account/ });

  const letGo = await holdScripts(page);
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(button).toHaveAttribute("aria-expanded", "false");
  letGo();
  await expect(page.getByRole("menuitemradio", { name: "Light" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await button.click();
  await expect(page.getByRole("menu")).toBeVisible();
  await button.click();
  await expect(page.getByRole("menu")).toBeHidden();
});

test("a part that cannot be loaded takes nothing away, and comes with the next try", async ({ page, request }) => {
  await signIn(page, await newAccount(request));
  await awake(page);
  // The toaster loads at the first sign of the user; after that nothing can be loaded.
  const toasts = page.getByRole("region", { name: /Notifications/ });
  await expect(async () => {
    await page.mouse.move(700, 300);
    await page.mouse.move(710, 310);
    await expect(toasts).toBeAttached({ timeout: 1000 });
  }).toPass();
  const scripts = "**/_next/static/chunks/**";
  await page.route(scripts, (route) => route.fulfill({ status: 404, body: "" }));
  await page.getByRole("button", { name: "Search…" }).click();
  await expect(page.getByText("This part of Stint failed to load.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  await page.unroute(scripts);
  await page.getByRole("button", { name: "Search…" }).click();
  await expect(palette(page)).toBeVisible();
});

test("the browser's own bars have the colour of the theme one has chosen", async ({ page, request }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await signIn(page, await newAccount(request));
  await awake(page);
  const colours = () =>
    page
      .locator("meta[name=theme-color]")
      .evaluateAll((metas) => metas.map((meta) => (meta as HTMLMetaElement).content).sort());
  const choose = async (theme: string) => {
    await page.keyboard.press("Control+k");
    await expect(palette(page)).toBeVisible();
    await page.keyboard.type(theme);
    await page.keyboard.press("Enter");
  };
  await expect.poll(colours).toEqual(["#141311", "#faf9f6"]);
  await choose("dark theme");
  await expect(page.locator("html")).toHaveClass(/dark/);
  await expect.poll(colours).toEqual(["#141311", "#141311"]);
  await page.reload();
  await awake(page);
  await expect.poll(colours).toEqual(["#141311", "#141311"]);
  await page.getByRole("banner").getByRole("link", { name: "Settings", exact: true }).click();
  await expect(page).toHaveURL("/settings");
  await expect.poll(colours).toEqual(["#141311", "#141311"]);
  await choose("system theme");
  await expect(page.locator("html")).not.toHaveClass(/dark/);
  await expect.poll(colours).toEqual(["#141311", "#faf9f6"]);
});

test("going to another page moves the focus to it, and tells its title", async ({ page, request }) => {
  await signIn(page, await newAccount(request));
  await awake(page);
  const told = page.locator("next-route-announcer").getByRole("alert");
  for (const name of ["Settings", "Today", "Settings"]) {
    await page.getByRole("banner").getByRole("link", { name, exact: true }).click();
    await expect(page).toHaveURL(`/${name.toLowerCase()}`);
    await expect(page).toHaveTitle(`${name} · Stint`);
    // Its title, or where that is still on its way its heading.
    await expect(told).toHaveText(new RegExp(`^${name}(?: · Stint)?$`));
    await expect(page.getByRole("main")).toBeFocused();
  }
  await page.goto("/today");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("every page has a title of its own", async ({ page }) => {
  const titles = {
    "/": "Stint · time tracking for code review",
    "/sign-in": "Sign in · Stint",
    "/sign-up": "Create an account · Stint",
    "/forgot-password": "Forgot your password? · Stint",
    "/reset-password?token=abc": "New password · Stint",
    "/verify-email?token=abc": "Confirm your email address · Stint",
    "/nothing/here": "Not found · Stint",
  };
  for (const [path, title] of Object.entries(titles)) {
    await page.goto(path);
    await expect(page, path).toHaveTitle(title);
  }
});

test("the pages of a person ask who that is, and lead back", async ({ page }) => {
  for (const path of [
    "/today",
    "/tracking",
    "/tracking/vercel/next.js?sort=longest",
    "/tasks?due=today",
    "/settings",
  ]) {
    await page.goto(path);
    // Today is where one comes without being sent anywhere.
    const asked = path === "/today" ? "" : `?next=${encodeURIComponent(path)}`;
    await expect(page).toHaveURL(`/sign-in${asked}`);
  }
});

test("Stint can be installed", async ({ page, request }) => {
  await page.goto("/sign-in");
  const cdp = await page.context().newCDPSession(page);
  const { url, errors, data } = await cdp.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const answer = await request.get(url);
  expect(answer.headers()["content-type"]).toMatch(/^application\/manifest\+json/);
  expect(data).toBe(await answer.text());
  const manifest = await answer.json();
  expect(manifest).toMatchObject({ name: "Stint", start_url: "/today", display: "standalone" });
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await request.get(src);
    expect(icon.headers()["content-type"], src).toBe(type);
    // Width and height of a PNG stand in its header.
    const bytes = await icon.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, src).toBe(sizes);
  }
  // What browsers ask of an application before they offer to install it.
  expect(manifest.icons.map(({ sizes }: { sizes: string }) => sizes)).toEqual(
    expect.arrayContaining(["192x192", "512x512"]),
  );
  expect(manifest).not.toHaveProperty("prefer_related_applications", true);
  expect(new URL(manifest.start_url, url).origin).toBe(new URL(url).origin);
});

test("the page of parts is not there in production", async ({ request }) => {
  expect((await request.get("/dev/ui")).status()).toBe(404);
});
