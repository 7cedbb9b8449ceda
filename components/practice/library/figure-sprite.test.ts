import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Figure } from "@/components/practice/figure/figure.tsx";
import { allFigures } from "@/components/practice/figure/figures.ts";
import { figurePictures, figureSprite } from "./figure-sprite.ts";

it("holds every figure as it is drawn elsewhere, under its pose's slug", () => {
  const { text } = figureSprite();
  for (const [slug, joints] of Object.entries(allFigures)) {
    const drawn = renderToStaticMarkup(createElement(Figure, { joints }));
    const [, viewBox, inner] = /^<svg viewBox="([^"]+)"[^>]*>(.*)<\/svg>$/.exec(drawn) ?? [];
    expect(text.includes(`<symbol id="${slug}" viewBox="${viewBox}">${inner}</symbol>`), slug).toBe(true);
  }
});

it("names the poses that have a figure, and an address that tells what the file holds", () => {
  const { address, slugs } = figurePictures();
  expect(slugs).toEqual(Object.keys(allFigures));
  expect(address).toMatch(/^\/images\/figures\.svg\?v=[0-9a-f]{12}$/);
});
