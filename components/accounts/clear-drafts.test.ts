import { expect, test } from "vitest";
import { clearDrafts } from "./clear-drafts.tsx";

test("a sign-out forgets the drafts of that account, and nothing that waits to be sent or is another's", () => {
  const kept = {
    "stint.practice.waiting.7": "1",
    "stint.break-dismissed.7": "1",
    "stint.assistant-draft.71.new": "another account's",
    "stint.sequence-draft.70.new.x": "another account's",
    theme: "dark",
  };
  const drafts = {
    "stint.assistant-draft.7.new": "x",
    "stint.assistant-draft.7.12": "x",
    "stint.sequence-draft.7.new.b": "x",
    "stint.sequence-draft.7.3.b": "x",
    "stint.practice.at.7.3": "x",
    "stint.practice.at.7.3.copy": "x",
  };
  const entries: Record<string, string> = { ...kept, ...drafts };
  const store = Object.create({
    removeItem: (name: string) => {
      delete entries[name];
    },
  });
  Object.setPrototypeOf(entries, store);
  clearDrafts(entries as unknown as Storage, "7");
  expect(Object.fromEntries(Object.entries(entries))).toEqual(kept);
});
