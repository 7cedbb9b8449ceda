import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { root } from "./run.ts";

interface Package {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
}

const { scripts, dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Package;
const own = Object.entries(scripts).flatMap(([name, line]) => {
  const words = line.replace(/^exec /, "").split(" ");
  return words[0] === "node" ? [{ name, words: words.slice(1) }] : [];
});
const fileOf = (words: string[]): string => words.find((word) => /^(?:lib|bench)\/.*\.ts$/.test(word)) ?? "";
// One script for each file: `migrate:up` and `migrate:down` are one program.
const programs = [...new Map(own.map((script) => [fileOf(script.words), script])).values()];

function start(words: string[]): Promise<{ code: number | null; output: string; complaint: string }> {
  const child = spawn(process.execPath, words, { cwd: root });
  let [output, complaint] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (output += chunk));
  child.stderr.on("data", (chunk: Buffer) => (complaint += chunk));
  return new Promise((done) => child.once("close", (code) => done({ code, output, complaint })));
}

// Each one starts Node, which takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

it.each(programs)("npm run $name parses its command line before it does anything", ({ words }) => {
  expect(fileOf(words)).not.toBe("");
  expect(readFileSync(join(root, fileOf(words)), "utf8")).toMatch(/^(?:\s*|await |.*= )(?:command|readCommandLine)\(/m);
});

it.each(["start", "openapi"])("npm run %s prints its usage for --help and does nothing", async (name) => {
  const { words = [] } = own.find((script) => script.name === name) ?? {};
  const answer = { code: 0, output: expect.stringMatching(/^Usage: npm /), complaint: "" };
  expect(await start([...words, "--help"])).toEqual(answer);
  expect(existsSync(join(root, "--help"))).toBe(false);
});

it.each(["start", "openapi"])("npm run %s rejects unknown arguments", async (name) => {
  const { words = [] } = own.find((script) => script.name === name) ?? {};
  const refused = {
    code: 1,
    output: "",
    complaint: expect.stringMatching(/^Unknown option '--bogus'\.\n\nUsage: npm /),
  };
  expect(await start([...words, "--bogus"])).toEqual(refused);
  const { code, complaint } = await start([...words, "one", "two", "three", "four"]);
  expect([code, complaint]).toEqual([1, expect.stringMatching(/^Unknown argument "\w+"\.\n\nUsage: npm /)]);
  expect(existsSync(join(root, "--bogus"))).toBe(false);
});

describe("an installation without development packages", () => {
  const inProduction = own.filter(({ name }) =>
    /^(?:start|demo|build|openapi|user)$|^(?:migrate|db|stats):/.test(name),
  );

  it.each(inProduction)("has what npm run $name loads, and the Node it runs on", ({ words }) => {
    const loaded = words.flatMap((word, at) => (words[at - 1] === "--import" ? [word] : []));
    expect(loaded[0]).toBe("./lib/cli/need-node.mjs");
    const packages = loaded.filter((name) => !name.startsWith("."));
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(["node", ...packages]));
  });
});

it.each(["18.20.8", "20.20.2", "22.17.1"])("Node %s gets one line with the required version", async (version) => {
  const pretend = `data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"${version}"}})`;
  const { words = [] } = own.find(({ name }) => name === "start") ?? {};
  const { code, complaint } = await start(["--import", pretend, ...words]);
  expect(code).toBe(1);
  expect(complaint).toMatch(/^Stint needs Node 22\.18 or newer and this is \d+\.\d+\.\d+\.[^\n]*\n$/);
  expect(complaint).toContain(version);
});

it("the README shows both commands, each as one line", () => {
  const lines = readFileSync(join(root, "README.md"), "utf8").split("\n");
  expect(lines).toEqual(expect.arrayContaining(["npm ci && npm start", "npm ci && npm test"]));
});
