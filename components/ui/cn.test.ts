import { readdirSync, readFileSync } from "node:fs";
import { extendTailwindMerge } from "tailwind-merge";
import { expect, it } from "vitest";
import { cn } from "./cn.ts";

const root = new URL("../../", import.meta.url);

// The type scale is Stint's own; without its names, a size would be taken for a colour and lost.
const whole = extendTailwindMerge({
  cacheSize: 0,
  extend: { theme: { text: ["xs", "sm", "base", "lg", "xl", "2xl"] } },
});

/** Every class that stands in the source, without what says when it holds. */
function classesInUse(): string[] {
  const found = new Set<string>();
  for (const folder of ["app", "components"]) {
    for (const file of readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".tsx")) continue;
      const source = readFileSync(new URL(`${folder}/${file}`, root), "utf8");
      for (const [, text = ""] of source.matchAll(/["'`]([^"'`\n]*)["'`]/g)) {
        for (const word of text.split(/\s+/)) found.add(word.replace(/^.*:(?![^[]*\])/, "").replace(/^!/, ""));
      }
    }
  }
  // What tailwind-merge knows: of two alike it keeps one.
  return [...found].filter((name) => /^-?[a-z]/.test(name) && whole(`${name} ${name}`) === name);
}

it("joins as tailwind-merge does with its whole list, for every two classes in use", () => {
  const names = classesInUse();
  expect(names.length).toBeGreaterThan(300);
  const different: string[] = [];
  for (const one of names) {
    for (const other of names) {
      const both = `${one} ${other}`;
      if (one !== other && whole(both) !== cn(both)) different.push(`${both}: ${cn(both)}`);
    }
  }
  // A class of a kind that was not used before: its group goes into class-groups.ts.
  expect(different).toEqual([]);
});

it("lets the later win under the same condition only", () => {
  expect(cn("p-4 md:p-6", "p-2")).toBe("md:p-6 p-2");
  expect(cn("hover:bg-sunken", "hover:bg-work/90")).toBe("hover:bg-work/90");
  expect(cn("grid", false, undefined, ["hidden"])).toBe("hidden");
  expect(cn("text-sm text-muted", "text-ink")).toBe("text-sm text-ink");
  expect(cn("before:absolute", "after:absolute")).toBe("before:absolute after:absolute");
});
