import type { Joints } from "./joints.ts";
import { parseJoints } from "./parse-joints.ts";
import { backbends } from "./poses-backbends.ts";
import { balancing } from "./poses-balancing.ts";
import { bending } from "./poses-bending.ts";
import { lying } from "./poses-lying.ts";
import { sitting } from "./poses-sitting.ts";
import { standing } from "./poses-standing.ts";

const figures = new Map(
  [standing, balancing, bending, sitting, backbends, lying]
    .flatMap((part) => Object.entries(part))
    .map(([slug, written]) => [slug, parseJoints(written)]),
);

/** The joints of one of Stint's own poses, its right side; undefined for a pose that somebody added. */
export const figureOf = (slug: string): Joints | undefined => figures.get(slug);

/** The same of all of them by slug, for pages that read poses as they go on. */
export const allFigures: Readonly<Record<string, Joints>> = Object.fromEntries(figures);
