import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { themeColours } from "@/components/layout/theme-colours.ts";
import { contrast, grounds, pairs } from "@/components/ui/palette.ts";

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");

function tokensOf(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

it("measures contrast as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
  expect(contrast("#777777", "#777777")).toBe(1);
  // The well-known grey that just fails on white.
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each([":root", ".dark"])("the palette of %s", (selector) => {
  const tokens = tokensOf(selector);

  it.each(pairs)("shows %s on %s with at least 4.5:1", (text, ground) => {
    expect(contrast(tokens[text] ?? "", tokens[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)("shows the edge of a field on %s with at least 3:1", (ground) => {
    expect(contrast(tokens.edge ?? "", tokens[ground] ?? "")).toBeGreaterThanOrEqual(3);
  });

  it("sets the browser's theme colour to the page background", () => {
    expect(themeColours[selector === ".dark" ? "dark" : "light"]).toBe(tokens.paper);
  });
});
