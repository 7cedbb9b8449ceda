import { expect, test } from "vitest";
import { decisionIn } from "./decision-words.ts";

test.each([
  "yes",
  "Yes!",
  "y",
  "yep",
  "OK",
  "okay, do it",
  "sure, go ahead",
  "yes please",
  "Yes, delete it.",
  "yes, I am sure",
  "go ahead",
  "do it",
  "please do",
  "confirm",
  "approved",
  "yes, both",
  "Of course",
])("%s is a yes", (words) => expect(decisionIn(words)).toBe(true));

test.each([
  "no",
  "No.",
  "n",
  "nope",
  "no thanks",
  "cancel",
  "stop",
  "don't",
  "Don’t do it",
  "do not",
  "never mind",
  "nevermind",
  "leave it",
  "keep it",
  "not now",
  "no, please don't",
  "no, keep it",
])("%s is a no", (words) => expect(decisionIn(words)).toBe(false));

test.each([
  "yes, but not the second one",
  "no, delete the other one",
  "no, delete all of them",
  "yesterday",
  "okra",
  "nothing",
  "what would that delete?",
  "delete all my tasks",
  "please delete all tasks",
  "yes and also add a task",
  "ok cancel",
  "notify me",
  "👍",
  "…",
])("%s is something else", (words) => expect(decisionIn(words)).toBeUndefined());
