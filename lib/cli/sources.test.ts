import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildIsStale, readSources, sourceFiles, writeStamp } from "./sources.ts";

let root = "";

const put = (path: string, text = path): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

const touch = (path: string): void => utimesSync(join(root, path), new Date(), new Date(Date.now() + 60_000));

const build = (): void => {
  const sources = readSources(root);
  put(".next/BUILD_ID");
  put(".next/native/door.cjs");
  writeStamp(root, sources);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "stint-sources-"));
  for (const path of ["app/page.tsx", "lib/core/time.ts", "next.config.ts", "package-lock.json"]) put(path);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("a build is stale", () => {
  it("when there is none, or one without a record of its sources", () => {
    expect(buildIsStale(root)).toBe(true);
    put(".next/BUILD_ID");
    put(".next/native/door.cjs");
    expect(buildIsStale(root)).toBe(true);
  });

  it.each(["app/page.tsx", "lib/core/time.ts", "next.config.ts", "package-lock.json"])(
    "when %s was edited after it",
    (path) => {
      build();
      put(path, "edited");
      touch(path);
      expect(buildIsStale(root)).toBe(true);
    },
  );

  it("when the native door is missing, as after a plain `next build`", () => {
    build();
    rmSync(join(root, ".next/native"), { recursive: true });
    expect(buildIsStale(root)).toBe(true);
  });

  it("when a source was edited while it ran", () => {
    const sources = readSources(root);
    put("lib/core/time.ts", "edited meanwhile");
    touch("lib/core/time.ts");
    put(".next/BUILD_ID");
    put(".next/native/door.cjs");
    writeStamp(root, sources);
    expect(buildIsStale(root)).toBe(true);
  });

  it("when a source is new, or deleted", () => {
    build();
    put("app/today/page.tsx");
    expect(buildIsStale(root)).toBe(true);
    build();
    rmSync(join(root, "app/today"), { recursive: true });
    expect(buildIsStale(root)).toBe(true);
  });
});

describe("a build is up to date", () => {
  it("when nothing was touched", () => {
    build();
    expect(buildIsStale(root)).toBe(false);
  });

  it("when files are newer but equal, as after a checkout", () => {
    build();
    touch("lib/core/time.ts");
    expect(buildIsStale(root)).toBe(false);
  });

  it.each([
    "lib/time.test.ts",
    "lib/cli/start.ts",
    "lib/testing/http.ts",
    "public/vendor/redoc.js",
    "public/sw.js",
    "README.md",
  ])("when only %s changed, which is not part of it", (path) => {
    build();
    put(path);
    touch(path);
    expect(buildIsStale(root)).toBe(false);
  });
});

it("lists the files below the folder, sorted", () => {
  expect(sourceFiles(root)).toEqual(["app/page.tsx", "lib/core/time.ts", "next.config.ts", "package-lock.json"]);
});
