import { save, search } from "./builder-support.ts";
import { awake, expect, newAccount, signIn, test } from "./support.ts";

test("a saved sequence is shown from its top, with the duration the builder showed", async ({ page, request }) => {
  await page.setViewportSize({ width: 1280, height: 560 });
  await signIn(page, await newAccount(request));
  await page.goto("/practice/sequences/new");
  await awake(page);
  await page.getByRole("textbox", { name: "Name" }).fill("Mine");
  const opens = page.getByRole("button", { name: "Add poses" });
  if (await opens.isVisible()) await opens.click();
  await search(page).fill("cow");
  await search(page).press("Enter");
  await search(page).fill("mountain");
  await search(page).press("Enter");
  await page.getByRole("spinbutton", { name: /^Hold of .*Mountain/ }).fill("55");
  await expect(page.getByRole("list", { name: "Steps" })).toContainText("Cow Pose");
  const duration = await page.getByText("Takes").locator("..").textContent();
  const [said = "nothing"] = /\d+ m \d\d s|\d+ s/.exec(duration ?? "") ?? [];
  await page.mouse.wheel(0, 40);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
  await save(page);
  await expect(page.getByRole("heading", { name: "Mine", level: 1 })).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
  await expect(page.getByText(/^Total /)).toContainText(said);
});
