import pino from "pino";
import { afterEach, beforeEach, expect, it } from "vitest";
import { logConsole } from "./console-log.ts";
import { escapeLine, useLog } from "./log.ts";

let lines: string[] = [];
const quiet = () => {};

beforeEach(() => {
  lines = [];
  useLog(pino({ level: "debug", hooks: { streamWrite: escapeLine } }, { write: (line: string) => lines.push(line) }));
});
afterEach(() => useLog(undefined));

function console(): Pick<Console, "error" | "warn" | "log" | "info" | "debug" | "trace"> {
  const target = { error: quiet, warn: quiet, log: quiet, info: quiet, debug: quiet, trace: quiet };
  logConsole(target);
  return target;
}

const written = () => lines.map((line) => JSON.parse(line) as { level: number; msg: string; errors?: unknown[] });

it("a library's output is one line of JSON, without characters that a terminal interprets", () => {
  console().error('⨯ header \u001b[2J\u009b2K\u202eevil\n{"level":30,"msg":"forged"}');
  expect(lines).toHaveLength(1);
  const [line = ""] = lines;
  for (const character of ["\u001b", "\u009b", "\u202e"]) expect(line).not.toContain(character);
  expect(line.indexOf("\n")).toBe(line.length - 1);
  expect(written()[0]).toMatchObject({ level: 50, msg: expect.stringContaining("forged") });
});

it("it is truncated, and objects are not expanded", () => {
  const target = console();
  target.warn("x".repeat(5000));
  target.log({ authorization: "Bearer hunter2" }, new Headers({ cookie: "hunter2" }));
  const [long, objects] = written();
  expect(long?.msg).toHaveLength(500);
  expect(objects?.msg).toBe("[Object] [Headers]");
});

it("an error that quotes an invalid JSON body is logged without the quote", () => {
  try {
    JSON.parse('{"password": hunter2}');
  } catch (error) {
    console().error("⨯", error);
  }
  expect(lines.join()).not.toContain("hunter2");
  expect(written()[0]).toMatchObject({ msg: "⨯", errors: [{ name: "SyntaxError" }] });
});
