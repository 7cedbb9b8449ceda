import "server-only";
import { createHash } from "node:crypto";
import { isValidElement, type ReactNode } from "react";
import { Figure } from "@/components/practice/figure/figure.tsx";
import { allFigures } from "@/components/practice/figure/figures.ts";

/**
 * All figures in one picture file that browsers keep, so that a page with sixty of them stays light. Each is a symbol
 * by its pose's slug, in the colour of the text where it is used.
 */

const escaped = (value: unknown) =>
  String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
// What SVG itself writes in two words.
const nameOf = (name: string) =>
  name === "viewBox" ? name : name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The elements of a picture as text. React's server renderer cannot be imported beside pages. */
function markupOf(node: ReactNode): string {
  if (Array.isArray(node)) return node.map(markupOf).join("");
  if (!isValidElement<Record<string, unknown>>(node) || typeof node.type !== "string") return "";
  const { children, ...rest } = node.props;
  const attributes = Object.entries(rest).filter(([, value]) => value !== undefined);
  const written = attributes.map(([name, value]) => ` ${nameOf(name)}="${escaped(value)}"`).join("");
  return `<${node.type}${written}>${markupOf(children as ReactNode)}</${node.type}>`;
}

let made: { text: string; address: string } | undefined;

/** The file, and the address under which it never changes. */
export function figureSprite(): { text: string; address: string } {
  if (made) return made;
  const symbols = Object.entries(allFigures).map(([slug, joints]) => {
    const { viewBox, children } = Figure({ joints }).props;
    return `<symbol id="${slug}" viewBox="${viewBox}">${markupOf(children)}</symbol>`;
  });
  const text = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>`;
  const version = createHash("sha256").update(text).digest("hex").slice(0, 12);
  made = { text, address: `/images/figures.svg?v=${version}` };
  return made;
}

/** What pages need to show figures out of that file. */
export interface FigurePictures {
  address: string;
  /** The poses that have one. */
  slugs: string[];
}

/** Where browsers find the figures of poses. */
export const figurePictures = (): FigurePictures => ({
  address: figureSprite().address,
  slugs: Object.keys(allFigures),
});
