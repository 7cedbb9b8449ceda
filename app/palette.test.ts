import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");

function tokensOf(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["paper", "raised", "sunken"];
const pairs = [
  ...["ink", "muted", "work", "practice", "assistant", "danger"].flatMap((text) => grounds.map((on) => [text, on])),
  ...["work", "practice", "assistant", "danger"].flatMap((name) => [
    [name, `${name}-soft`],
    ["ink", `${name}-soft`],
    ["muted", `${name}-soft`],
  ]),
  ["on-work", "work"],
  ["on-danger", "danger"],
  // Buttons of ink on paper.
  ["paper", "ink"],
];

describe.each([":root", ".dark"])("the palette of %s", (selector) => {
  const tokens = tokensOf(selector);

  it.each(pairs)("shows %s on %s with at least 4.5:1", (text, ground) => {
    expect(contrast(tokens[text ?? ""] ?? "", tokens[ground ?? ""] ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)("shows the edge of a field on %s with at least 3:1", (ground) => {
    expect(contrast(tokens.edge ?? "", tokens[ground] ?? "")).toBeGreaterThanOrEqual(3);
  });
});
