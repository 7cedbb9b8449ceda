/** Which text stands on which ground, for the test that holds each pair to WCAG AA and for the page that shows them. */

export const grounds = ["paper", "raised", "sunken"] as const;

const meanings = ["work", "practice", "assistant", "danger"] as const;

/** Text, and what it stands on: tokens of app/globals.css. */
export const pairs: readonly (readonly [text: string, ground: string])[] = [
  ...["ink", "muted", ...meanings].flatMap((text) => grounds.map((on) => [text, on] as const)),
  ...meanings.flatMap((name) => [name, "ink", "muted"].map((text) => [text, `${name}-soft`] as const)),
  ["on-work", "work"],
  ["on-practice", "practice"],
  ["on-danger", "danger"],
  // Buttons of ink on paper.
  ["paper", "ink"],
];

/** Relative luminance (WCAG 2.2) of `#rrggbb`. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast (WCAG 2.2) between two colours as `#rrggbb`: from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
