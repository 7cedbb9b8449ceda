import { expect, it, vi } from "vitest";
import { type Answers, talk } from "@/lib/testing/built-in-talk.ts";

/** No meaningful word is ignored without being mentioned. */

vi.setConfig({ testTimeout: 120_000 });

const nonsense = "zorbl";

const messages = [
  "how long did I work last week?",
  "how much time did I spend on acme/web since october",
  "how long on vercel/next.js#123 this month",
  "time per day this week",
  "which PR took the most time this year?",
  "how much did I work last month compared to this month",
  "did I work more today than usual?",
  "average per day in october",
  "how long did the last session take",
  "what time did I start today",
  "show my last 3 sessions",
  "what's my streak?",
  "is a session running?",
  "how much yoga did I do in october?",
  "when did I last do yoga?",
  "suggest a practice for a stiff neck",
  "start the desk break",
  "what is due next week?",
  "whats due tmrw",
  "list completed tasks from last week",
  "how many tasks did I finish this week?",
  "show my high priority tasks due this week",
  "tasks without a due date",
  "list my tasks",
  "what's next?",
  "find milk",
  "when is the report due?",
  "add buy milk tomorrow",
  "remind me to call Bob on friday",
  "I need to finish the report by friday",
  "complete the milk one",
  "complete 3 and 4",
  "mark 3 as done",
  "I finished the report",
  "milk is done",
  "reopen 3",
  "delete all completed tasks",
  "delete 3",
  "rename 3 to Oat milk",
  "move 3 to friday",
  "set 3 to low priority and due friday",
  "push everything due tomorrow to monday",
  "make 3 high priority",
  "3 is due friday",
  "remove the due date from 3",
  "start tracking vercel/next.js#123",
  "stop the timer",
  "log 2 hours on acme/web#7 yesterday at 2pm",
  "export my data",
  "hello",
  "thanks",
  "undo",
];

const answers: Answers = (tool) =>
  tool === "list_tasks"
    ? { status: "ok", tasks: [{ id: 3, title: "Milk", status: "pending", due_date: "2026-11-22" }], total: 1 }
    : { status: "ok", total_seconds: 60, session_count: 1, from: "2026-11-01", to: "2026-11-30" };

/** Answers without action and content, or questions. */
const refusals =
  /did not understand|I can't|changed nothing|won't change anything|I understand commands|^(?:Which|What|Until|From when|When did|Good\.)|There is nothing to undo/;

it("puts an unknown word into the call, or names it in the answer", async () => {
  const dropped: string[] = [];
  for (const message of messages) {
    const words = message.split(" ");
    for (let at = 0; at <= words.length; at++) {
      const said = [...words.slice(0, at), nonsense, ...words.slice(at)].join(" ");
      const { text, calls } = await talk([said], answers);
      const isNamed = JSON.stringify(calls).includes(nonsense) || text.includes(nonsense);
      if (!isNamed && (calls.length > 0 || !refusals.test(text)))
        dropped.push(`${said} → ${JSON.stringify(calls)} ${text}`);
    }
  }
  expect(dropped).toEqual([]);
});
