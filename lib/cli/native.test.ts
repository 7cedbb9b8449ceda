import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { entry, routeFilesOf } from "./native.ts";

const root = join(import.meta.dirname, "../..");
const nextAuth = "app/api/auth/[...nextauth]/route.ts";

// Found in a different way from the build's.
const all = readdirSync(join(root, "app"), { recursive: true, withFileTypes: true })
  .filter(({ name }) => /^route\.[jt]sx?$/.test(name))
  .map(({ parentPath, name }) =>
    join(parentPath, name)
      .slice(root.length + 1)
      .replaceAll("\\", "/"),
  )
  .sort();

const source = entry(routeFilesOf(root));
const imported = new Map(
  [...source.matchAll(/^import \* as (\w+) from "\.\/(.*)";$/gm)].map(([, name, file]) => [file, name]),
);

it("the native door's bundle imports every route file but next-auth's, once", () => {
  expect(all).toContain(nextAuth);
  expect([...imported.keys()].sort()).toEqual(all.filter((file) => file !== nextAuth));
  expect(new Set(imported.values()).size).toBe(imported.size);
});

it("the native door gets each of them under its own path, and next-auth's as Next's", () => {
  const given = [...source.matchAll(/\["([^"]+)", ("next"|\w+)\]/g)].map(([, file, target]) => [file, target]);
  const wanted = all.map((file) => [file, file === nextAuth ? '"next"' : imported.get(file)]);
  expect(given.sort()).toEqual(wanted.sort());
});
