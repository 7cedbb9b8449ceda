import type { Page } from "@playwright/test";
import { openSettings, part } from "./settings-support.ts";
import { expect, ground, newAccount, picture, seriousFaults, test } from "./support.ts";

// Settings in its states, in both themes, wide and on a phone, with a screenshot of each in the test output.

const press = (title: string, button: string) => (page: Page) =>
  part(page, title).getByRole("button", { name: button }).click();

const states: Record<string, (page: Page) => Promise<void>> = {
  full: async () => {},
  wrong: async (page) => {
    await part(page, "Profile").getByLabel("Username").fill("a b");
    await press("Profile", "Save profile")(page);
    await press("API tokens", "Create token")(page);
    await press("Password", "Change password")(page);
    await press("Your data", "Delete my account")(page);
    await expect(page.locator("[aria-invalid=true]")).toHaveCount(5);
  },
  zones: async (page) => {
    await part(page, "Time").getByRole("combobox", { name: "Time zone" }).fill("america");
    await expect(page.getByRole("listbox").getByRole("option")).toHaveCount(60);
  },
  token: async (page) => {
    await press("Assistants", "Create token for an assistant")(page);
    await expect(page.getByRole("heading", { name: /it contains the token$/ })).toBeFocused();
    await part(page, "Assistants").locator("summary").filter({ hasText: "Claude Desktop" }).click();
    await part(page, "API tokens").getByLabel("Name").fill("A laptop with a rather long name that goes on and on");
    await press("API tokens", "Create token")(page);
    await expect(page.getByRole("heading", { name: /^Copy the token/ })).toBeFocused();
  },
  "token-gone": async (page) => {
    await part(page, "API tokens")
      .getByRole("button", { name: /^Delete/ })
      .first()
      .click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
  },
};

// Each width is opened once, and switches its theme in every state.
for (const { width, themes } of [
  { width: 1280, themes: ["light", "dark"] },
  { width: 360, themes: ["dark", "light"] },
] as const) {
  test.describe(`${width} wide`, () => {
    test.use({ viewport: { width, height: width === 360 ? 740 : 900 } });

    test("the settings look right in all their states", async ({ page, request }, info) => {
      await openSettings(page, await newAccount(request, { name: "Ada Lovelace" }));
      for (const [name, prepare] of Object.entries(states)) {
        await prepare(page);
        // A dialog that is still fading in has paler colours. Elements that have since disappeared are no longer
        // listed.
        await page.waitForFunction(() =>
          document
            .getAnimations()
            // A skeleton's animation never ends.
            .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
            .every(({ playState }) => playState !== "running"),
        );
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        for (const colorScheme of themes) {
          await page.emulateMedia({ colorScheme });
          await expect(page.locator("body")).toHaveCSS("background-color", ground[colorScheme]);
          await picture(page, info, `${name}-${colorScheme}`, name !== "token-gone");
          if (colorScheme === themes[0]) expect([name, ...(await seriousFaults(page))]).toEqual([name]);
        }
        await page.keyboard.press("Escape");
      }
    });
  });
}

test("nothing moves when the settings replace their skeleton", async ({ page, request }) => {
  await openSettings(page, await newAccount(request));
  await page.goto("/today");
  await page.evaluate(() => {
    const moved: number[] = [];
    Object.assign(window, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moved.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: "layout-shift", buffered: false });
  });
  // Slow enough for every stage to be painted.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await page.getByRole("navigation", { name: "More" }).getByRole("link", { name: "Settings" }).click();
  await expect(part(page, "Profile").getByLabel("Username")).toBeVisible();
  const moved = await page.evaluate(() => (window as { moved?: number[] }).moved ?? []);
  expect(moved.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.05);
});

test("the settings are changed with the keyboard alone", async ({ page, request }) => {
  await openSettings(page, await newAccount(request, { name: "Ada" }));
  const { keyboard } = page;
  const tabTo = async (wanted: ReturnType<Page["getByRole"]>) => {
    for (let count = 0; count < 60; count++) {
      await keyboard.press("Tab");
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`Tab never reached ${wanted}`);
  };

  await page.getByRole("link", { name: "Skip to content" }).focus();
  await keyboard.press("Enter");
  await tabTo(part(page, "Profile").getByLabel("Name", { exact: true }));
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type("Grace");
  await keyboard.press("Enter");
  await expect(part(page, "Profile").getByRole("status")).toHaveText("Saved.");

  const zone = part(page, "Time").getByRole("combobox", { name: "Time zone" });
  await tabTo(zone);
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type("lisb");
  await expect(page.getByRole("listbox").getByRole("option", { selected: true })).toContainText("Europe/Lisbon");
  await keyboard.press("Enter");
  await expect(zone).toHaveValue("Europe/Lisbon");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowUp");
  await expect(page.getByRole("listbox").getByRole("option", { selected: true })).toContainText("Europe/Lisbon");
  await keyboard.press("Escape");
  await tabTo(part(page, "Time").getByRole("radio", { name: "Monday" }));
  await keyboard.press("ArrowRight");
  await tabTo(part(page, "Time").getByRole("button", { name: "Save time" }));
  await keyboard.press("Space");
  await expect(part(page, "Time").getByRole("status")).toContainText("Europe/Lisbon");

  await tabTo(part(page, "API tokens").getByLabel("Name"));
  await keyboard.type("CI");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Copy the token CI now" })).toBeFocused();
  await tabTo(part(page, "API tokens").getByRole("button", { name: "Delete CI" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("alertdialog").getByRole("button", { name: "Cancel" })).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(part(page, "API tokens")).toContainText("No API tokens yet");
});
