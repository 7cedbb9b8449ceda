/** Texts designed to keep a parser busy, passed to every parser of user input. Runs in a separate process. */
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { markdownToText } from "@/components/assistant/messages/markdown-to-text.ts";
import { readDuration } from "@/components/time/read-duration.ts";
import { findHighlights } from "@/components/ui/highlight.ts";
import { understand } from "@/lib/assistant/built-in/understand.ts";
import { decisionIn } from "@/lib/assistant/decision-phrases.ts";
import { returnPath } from "@/lib/core/return-path.ts";
import { dayOf } from "@/lib/tasks/days.ts";
import { idOf, matchTask, suggestTasks } from "@/lib/tasks/match.ts";
import { quickAdd } from "@/lib/tasks/quick-add.ts";
import { Titles } from "@/lib/tasks/titles.ts";
import { parsePullRequest } from "@/lib/tracking/reference.ts";
import { resolveRepositories } from "@/lib/tracking/resolve-repository.ts";

const today = "2026-11-21";
const tasks = Array.from({ length: 50 }, (_, id) => ({
  id,
  title: `Buy ${id} liters of milk`,
  completed: id % 2 === 0,
}));

const titles = new Titles();
await titles.read(tasks, setImmediate);

/** Each gets text of the maximum length of its input. */
const readers: Record<string, (text: string) => unknown> = {
  "built-in model": (text) => understand(text, { today, weekStart: "monday" }),
  decision: (text) => decisionIn(text),
  "quick add": (text) => quickAdd(text, today),
  day: (text) => dayOf(text.slice(0, 100), today),
  "pull request": (text) => parsePullRequest(text),
  repository: (text) => resolveRepositories(text.slice(0, 200), ["vercel/next.js", "acme/web"]),
  "task by words": (text) => [
    idOf(text),
    matchTask(text.slice(0, 300), titles),
    suggestTasks(text.slice(0, 300), titles),
  ],
  "marks of a search": (text) => findHighlights(text, text.slice(0, 200)),
  "return path": (text) => returnPath(text),
  duration: (text) => readDuration(text),
  "Markdown for ears": (text) => markdownToText(text),
};

const pieces = [
  ...[
    " , please",
    " please",
    ", ",
    "all my ",
    "all of my ",
    "my all ",
    "the ",
    "delete ",
    "a",
    " ",
    "-",
    "/",
    "#",
    "1",
    ".",
  ],
  ...[
    "due to ",
    "to ",
    "on ",
    "and ",
    "and it ",
    "open ",
    "is ",
    "is done ",
    "not ",
    "monday ",
    "may ",
    "1-",
    "12:",
    "next ",
  ],
  ...[
    "how long ",
    "what ",
    "in the ",
    "by day ",
    "since ",
    "last 2 ",
    "week ",
    "\t",
    "\n",
    "\n- ",
    "“",
    '"',
    "[",
    "(",
    "](",
    "`",
  ],
  ...[
    "https://",
    "x@",
    "!high ",
    "task ",
    "complete ",
    "add ",
    "set ",
    "é",
    "\u0301",
    "😀",
    "ﬀ",
    "\\",
    "?",
    "= ",
    "; then ",
  ],
];
const starts = [
  "",
  "delete ",
  "add ",
  "set 3 ",
  "rename 3 to ",
  "how long ",
  "what is due ",
  "move 3 ",
  "start ",
  "log ",
  "/",
];
const ends = ["", "!", " x", "account", "?", " please", "\n"];

/** The beginning, then one piece or two repeatedly, then the end. */
const repeated = fc
  .tuple(
    fc.constantFrom(...starts),
    fc.constantFrom(...pieces),
    fc.constantFrom("", ...pieces),
    fc.constantFrom(...ends),
  )
  .chain(([start, one, other, end]) =>
    fc.constantFrom(40, 272, 600, 10_000).map((length) => start + (one + other).repeat(length).slice(0, length) + end),
  );

const words = fc.array(fc.constantFrom(...pieces), { maxLength: 400 }).map((all) => all.join(""));

/** Inputs that once blocked the server. */
const known = [
  `add milk${" , please".repeat(33)} x`,
  `delete ${"all my ".repeat(40)}x`,
  `delete${" all my".repeat(38)} !`,
  `${"what 's on ".repeat(50)}`,
  `rename ${"to ".repeat(200)}`,
];

const texts = [...known, ...fc.sample(fc.oneof(repeated, words), { numRuns: Number(process.argv[2] ?? 300), seed: 7 })];
for (const text of texts) {
  for (const [name, read] of Object.entries(readers)) {
    // Printed progress shows where it has hung.
    process.stdout.write(`${name}: ${JSON.stringify(text.slice(0, 80))} (${text.length})\n`);
    read(text);
  }
}
process.stdout.write("all read\n");
