import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { completeLock } from "./lock.ts";
import { root } from "./run.ts";

it("package-lock.json lists every native package of every system, or npm ci would reject it (npm run lock)", () => {
  expect(completeLock(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")))).toEqual([]);
});

it("a package that a registry left out is added with its parent's version, and its platform", () => {
  const lock = {
    packages: {
      "": { optionalDependencies: { fsevents: "~2.3.3" } },
      "node_modules/tool": {
        version: "1.2.3",
        dev: true,
        optionalDependencies: {
          "@tool/linux-x64-gnu": "1.2.3",
          "@tool/linux-arm64-musl": "1.2.3",
          "@tool/wasm32-wasi": "1.2.3",
        },
      },
      "node_modules/@tool/linux-x64-gnu": { version: "1.2.3" },
      "node_modules/other/node_modules/tool": { optionalDependencies: { "@tool/darwin-arm64": "0.9.0" } },
      "node_modules/other/node_modules/@tool/darwin-arm64": { version: "0.9.0" },
    },
  };
  expect(completeLock(lock)).toEqual(["@tool/linux-arm64-musl", "@tool/wasm32-wasi"]);
  expect(lock.packages).toMatchObject({
    "node_modules/@tool/linux-arm64-musl": {
      version: "1.2.3",
      os: ["linux"],
      cpu: ["arm64"],
      libc: ["musl"],
      dev: true,
      optional: true,
    },
    "node_modules/@tool/wasm32-wasi": { version: "1.2.3", cpu: ["wasm32"], optional: true },
  });
});
