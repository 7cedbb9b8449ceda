import { describe, expect, it } from "vitest";
import { keysOf, type Press, readPress, type StartedSequence, shortcuts } from "./shortcuts.ts";

const free = { apple: false, typing: false };
const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
it("reads letters of other alphabets by the place of their key", () => {
  expect(readPress(press("\u043b", { code: "KeyK", ctrlKey: true }), free, 0).act).toBe("palette");
  expect(readPress(press("\u0442", { code: "KeyN" }), free, 0).act).toBe("start");
});

const act = (key: string, held?: Partial<Press>, around = free) => readPress(press(key, held), around, 0).act;

function actOfSequence(keys: string[], pause = 100) {
  let begun: StartedSequence | null = null;
  let done: ReturnType<typeof readPress> = {};
  for (const [index, key] of keys.entries()) {
    done = readPress(press(key), free, index * pause, begun);
    begun = done.begun ?? null;
  }
  return done.act;
}

describe("shortcuts", () => {
  it("are each the only one with their keys, and none is the beginning of another", () => {
    const all = shortcuts.map(({ keys }) => keys.join(" "));
    expect(new Set(all).size).toBe(all.length);
    for (const keys of all) expect(all.filter((other) => other.startsWith(`${keys} `))).toEqual([]);
  });

  it("are all reached by pressing their keys", () => {
    for (const { keys, act } of shortcuts.filter((shortcut) => !shortcut.keys[0]?.startsWith("Mod+"))) {
      expect(actOfSequence([...keys])).toEqual(act);
    }
  });

  it("open the palette with Ctrl+K, and with ⌘K on Apple's machines only", () => {
    const apple = { apple: true, typing: false };
    expect(act("k", { ctrlKey: true })).toBe("palette");
    expect(act("K", { ctrlKey: true })).toBe("palette");
    expect(act("k", { metaKey: true }, apple)).toBe("palette");
    expect(act("k", { metaKey: true })).toBeUndefined();
    // In a text field of a Mac, Ctrl+K deletes to the end of the line.
    expect(act("k", { ctrlKey: true }, apple)).toBeUndefined();
    expect(act("k", { ctrlKey: true, shiftKey: true })).toBeUndefined();
    expect(act("k", { ctrlKey: true, altKey: true })).toBeUndefined();
    expect(act("k")).toBeUndefined();
  });

  it("let only the palette's through while something is typed", () => {
    const typing = { apple: false, typing: true };
    for (const key of ["n", "e", "/", "?", "g"]) expect(readPress(press(key), typing, 0)).toEqual({});
    expect(act("k", { ctrlKey: true }, typing)).toBe("palette");
  });

  it.each(["ctrlKey", "metaKey", "altKey"] as const)("do nothing while %s is held", (held) => {
    for (const key of ["n", "e", "/", "?", "g"]) expect(readPress(press(key, { [held]: true }), free, 0)).toEqual({});
  });

  it("take a sign wherever the keyboard has it, and a letter only without Shift", () => {
    expect(act("?", { shiftKey: true })).toBe("shortcuts");
    expect(act("/", { shiftKey: true })).toBe("search");
    expect(act("E", { shiftKey: true })).toBeUndefined();
    expect(act("E")).toBe("end");
  });

  it("wait for the second key of a sequence, but not for long", () => {
    expect(actOfSequence(["g", "t"])).toEqual({ go: "/today" });
    expect(actOfSequence(["g", "r"], 1500)).toEqual({ go: "/tracking" });
    expect(actOfSequence(["g", "r"], 1501)).toBeUndefined();
    expect(actOfSequence(["t"])).toBeUndefined();
  });

  it("forget a sequence that goes on otherwise, and take its last key for itself", () => {
    expect(actOfSequence(["g", "n"])).toBe("start");
    expect(actOfSequence(["g", "x"])).toBeUndefined();
    expect(actOfSequence(["g", "x", "t"])).toBeUndefined();
    expect(actOfSequence(["g", "g", "t"])).toEqual({ go: "/today" });
    const held = readPress(press("t", { altKey: true }), free, 10, { keys: "g", at: 0 });
    expect(held).toEqual({});
  });

  it("know the keys of an act", () => {
    expect(keysOf({ go: "/settings" })).toEqual(["g", "s"]);
    expect(keysOf("end")).toEqual(["e"]);
    expect(keysOf({ go: "/nowhere" })).toBeUndefined();
  });

  it("of a page go before those of all pages, and leave sequences alone", () => {
    const own = [
      { keys: ["n"], label: "Add", act: { page: "add" } },
      { keys: ["k"], label: "Up", act: { page: "up" } },
    ];
    const read = (key: string, begun: StartedSequence | null = null) => readPress(press(key), free, 100, begun, own);
    expect(read("n")).toEqual({ act: { page: "add" } });
    expect(read("k")).toEqual({ act: { page: "up" } });
    expect(read("e")).toEqual({ act: "end" });
    expect(read("k", { keys: "g", at: 0 })).toEqual({ act: { go: "/tasks" } });
    expect(read("n", { keys: "g", at: 0 })).toEqual({ act: { page: "add" } });
    expect(readPress(press("n"), { apple: false, typing: true }, 0, null, own)).toEqual({});
  });
});
