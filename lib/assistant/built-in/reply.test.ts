import { expect, it } from "vitest";
import { type Answers, readingTools, talk } from "@/lib/testing/built-in-talk.ts";
import { escapeMarkdown } from "./markdown.ts";

const said = async (message: string, result: ReturnType<Answers>) => (await talk([message], () => result)).text;

const error = (code: string, details: Record<string, unknown> = {}) => ({
  status: "error",
  code,
  message: "It is so.",
  details,
});

const milk = { task_id: 3, title: "Milk", due_date: null, priority: null };

const task = (id: number, title: string, rest = {}) => ({
  id,
  title,
  status: "pending",
  due_date: null,
  priority: null,
  ...rest,
});

it.each([
  ["add milk", { status: "created", ...milk }, "Added **#3** Milk."],
  [
    "add milk tomorrow !high",
    { status: "created", ...milk, due_date: "2026-11-22", priority: "high" },
    "Added **#3** Milk, due tomorrow, high priority.",
  ],
  ["complete 3", { status: "completed", ...milk }, "Completed **#3** Milk."],
  ["complete 3", { status: "completed", ...milk, already: true }, "**#3** Milk was already completed."],
  ["reopen 3", { status: "reopened", ...milk }, "Reopened **#3** Milk."],
  ["delete 3", { status: "deleted", ...milk }, "Should I delete **#3**?\n\nDeleted **#3** Milk."],
  ["rename 3 to Milk", { status: "updated", ...milk, previous: { title: "Mlik" } }, "Renamed it: **#3** Milk."],
  [
    "move 3 to monday",
    { status: "updated", ...milk, due_date: "2026-11-23", previous: { due_date: null } },
    "**#3** Milk is now due Mon 23 Nov.",
  ],
  [
    "remove the due date of 3",
    { status: "updated", ...milk, previous: { due_date: "2026-11-23" } },
    "**#3** Milk is now without a due date.",
  ],
  [
    "make 3 high priority",
    { status: "updated", ...milk, priority: "high", previous: { priority: null } },
    "**#3** Milk is now high priority.",
  ],
  ["make 3 high priority", { status: "updated", ...milk, previous: {} }, "**#3** Milk is already like that."],
  ["delete 3", "denied" as const, "Should I delete **#3**?\n\nAll right, nothing was changed."],
  ["complete 3", "failed" as const, "Something went wrong with that. Please try again."],
  ["complete 3", error("TASK_NOT_FOUND", { suggestions: [] }), "I found no task #3."],
  [
    "complete mlik",
    error("TASK_NOT_FOUND", { suggestions: [{ id: 3, title: "Milk" }] }),
    'I found no task "mlik". Did you mean **#3** Milk?',
  ],
  [
    "move 3 to blursday",
    error("DATE_NOT_UNDERSTOOD"),
    'I did not understand "blursday" as a date. Try 2026-03-31, tomorrow, next friday or in two weeks.',
  ],
  ["complete 3", error("FORBIDDEN"), "Your account is read-only, so nothing was changed."],
  ["complete 3", error("CONFLICT"), "That failed: It is so."],
  ["running session", { status: "ok", running: null }, "No session is running."],
  [
    "running session",
    { status: "ok", running: { repository: "acme/web", pr_number: 7, elapsed: "24 m", elapsed_seconds: 1440 } },
    "You are working on **acme/web** (#7) for 24 m.",
  ],
  [
    "what's my yoga streak?",
    { status: "ok", total_practices: 0 },
    "You have not practised yet. Open **Practice** and choose a sequence to start a streak.",
  ],
])("reports the result: %s", async (message, result, text) => {
  expect(await said(message, result)).toBe(text);
});

it("lists tasks with their days, and the total count", async () => {
  const tasks = [
    task(1, "Late", { due_date: "2026-11-20" }),
    task(2, "Soon", { due_date: "2026-11-21", priority: "low" }),
  ];
  expect(await said("list my tasks", { status: "ok", tasks, total: 2 })).toBe(
    "You have 2 open tasks:\n\n- **#1** Late, was due yesterday\n- **#2** Soon, due today, low priority",
  );
  expect(await said("list my tasks", { status: "ok", tasks: [], total: 0 })).toBe("You have no open tasks.");
  expect(await said("show task 2", { status: "ok", tasks, total: 2 })).toBe("**#2** Soon, due today, low priority.");
  expect(await said("show task 5", { status: "ok", tasks, total: 2 })).toBe("You have no task #5.");
  expect(await said("what's next?", { status: "ok", tasks, total: 2 })).toMatch(
    /^Next: \*\*#1\*\* Late.*\n\nThen:\n\n- \*\*#2\*\* Soon/,
  );
});

it("shows the first of a long list, and how many more there are", async () => {
  const tasks = Array.from({ length: 100 }, (_, index) => task(index + 1, `Task ${index}`));
  const text = await said("list my tasks", { status: "ok", tasks, total: 240 });
  expect(text).toMatch(/^You have 240 open tasks:/);
  expect(text.match(/\*\*#/g)).toHaveLength(25);
  expect(text).toMatch(/\n- and 215 more$/);
  expect(await said("how many tasks do I have?", { status: "ok", tasks, total: 240 })).toBe("You have 240 open tasks.");
});

it("offers the candidates when several tasks match", async () => {
  const suggestions = [task(3, "Milk"), task(7, "Oat milk")];
  const text = await said("complete milk", error("TASK_AMBIGUOUS", { suggestions }));
  expect(text).toMatch(
    /^Several tasks match "milk"\. Which one do you mean\?\n\n- \*\*#3\*\* Milk\n- \*\*#7\*\* Oat milk\n/,
  );
});

it("reports tracked time as returned, by repository, including what is still running", async () => {
  const result = {
    status: "ok",
    from: "2026-11-16",
    to: "2026-11-22",
    total_seconds: 11_100,
    total: "3 h 05 m",
    session_count: 2,
    repositories: [
      { repository: "acme/web", total_seconds: 7200, total: "2 h 00 m", session_count: 1 },
      { repository: "acme/api", total_seconds: 3900, total: "1 h 05 m", session_count: 1 },
    ],
    running: { repository: "acme/web", pr_number: null, elapsed: "5 m" },
  };
  expect(await said("how long did I work this week?", result)).toBe(
    [
      "You tracked **3 h 05 m** this week so far, in 2 sessions.",
      "- acme/web: 2 h 00 m\n- acme/api: 1 h 05 m",
      "A session is also running: **acme/web** for 5 m. It counts once it ends.",
    ].join("\n\n"),
  );
  const nothing = { ...result, session_count: 0, total_seconds: 0, repository: "acme/web", running: null };
  expect(await said("time on acme/web yesterday", nothing)).toBe("You tracked nothing on **acme/web** yesterday.");
});

it("reports streaks and totals of practice, and the last one in the user's zone", async () => {
  const result = {
    ...{ status: "ok", current_streak_days: 4, longest_streak_days: 12, total_practices: 40, total_seconds: 36_000 },
    ...{ today_seconds: 0, week_seconds: 2100, week_practices: 1, last_practice_at: "2026-11-20T23:30:00.000Z" },
  };
  expect(await said("what's my yoga streak?", result)).toBe(
    [
      "Your streak is **4 days**; the longest was 12 days.",
      "- Today: 0 m\n- This week: 35 m in 1 practice\n- In total: 10 h 00 m in 40 practices\n- Last: Today 00:30",
    ].join("\n\n"),
  );
});

it("reports each of several tasks, also when one of them is missing", async () => {
  const { text } = await talk(["complete 3 and 4"], (_, { task_id }) =>
    task_id === 3 ? { status: "completed", ...milk } : error("TASK_NOT_FOUND", { suggestions: [] }),
  );
  expect(text).toBe("Completed **#3** Milk.\n\nI found no task #4.");
});

it("says that it is read-only when the tools that write are missing", async () => {
  const { text, calls } = await talk(["add milk"], undefined, readingTools);
  expect(calls).toEqual([]);
  expect(text).toBe("Your account is read-only, so I can't change anything.");
});

it.each([
  ["**bold** _and_ `code`", "\\*\\*bold\\*\\* \\_and\\_ \\`code\\`"],
  ["[click](https://evil.example)", "\\[click\\](https://evil.example)"],
  ["![x](y)", "\\!\\[x\\](y)"],
  ["<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"],
  ["&lt;b&gt; & more", "\\&lt;b\\&gt; & more"],
  ["~~gone~~ $x$ a|b", "\\~\\~gone\\~\\~ \\$x\\$ a\\|b"],
  ["two\n\n# lines", "two # lines"],
  ["snake_case stays, C:\\path", "snake_case stays, C:\\\\path"],
])("shows titles as they were written: %s", (title, escaped) => {
  expect(escapeMarkdown(title)).toBe(escaped);
});

it("escapes titles wherever they appear", async () => {
  const title = "*a* [b](c) <i>";
  const escaped = escapeMarkdown(title);
  const suggestions = [task(3, title), task(4, title)];
  const replies = await Promise.all([
    said("add milk", { status: "created", ...milk, title }),
    said("list my tasks", { status: "ok", tasks: suggestions, total: 2 }),
    said("complete milk", error("TASK_AMBIGUOUS", { suggestions })),
    said("how long did I work?", { ...error("REPOSITORY_NOT_FOUND", { suggestions: [title] }) }),
  ]);
  for (const text of replies) {
    expect(text).toContain(escaped);
    expect(text).not.toContain(title);
  }
});
