import { expect, test } from "vitest";
import { keyName } from "./key-name.ts";

test("a key is named by what it writes, and on layouts without Latin letters by its place", () => {
  expect(keyName({ key: "k", code: "KeyK" })).toBe("k");
  expect(keyName({ key: "K", code: "KeyK" })).toBe("k");
  // Dvorak writes k where QWERTY has v: what is written counts.
  expect(keyName({ key: "k", code: "KeyV" })).toBe("k");
  expect(keyName({ key: "\u043b", code: "KeyK" })).toBe("k");
  expect(keyName({ key: "\u041b", code: "KeyK" })).toBe("k");
  expect(keyName({ key: "\u05dc", code: "KeyK" })).toBe("k");
  expect(keyName({ key: "?", code: "Slash" })).toBe("?");
  expect(keyName({ key: "Escape", code: "Escape" })).toBe("Escape");
});
