import type { LanguageModelV4CallOptions, LanguageModelV4Prompt } from "@ai-sdk/provider";
import { builtInModel } from "@/lib/assistant/built-in/model.ts";

/** Conversations with the built-in model, with tool results set by the test. */

/** The Saturday on which these conversations take place. */
export const saturday = "2026-11-21";

const names =
  "add_task list_tasks complete_task reopen_task update_task delete_task change_tasks tracked_time running_session practice_totals " +
  "list_sessions tracking_streak start_session end_session add_session suggest_practice begin_practice";

const toolsOf = (list: string): LanguageModelV4CallOptions["tools"] =>
  list.split(" ").map((name) => ({ type: "function", name, inputSchema: { type: "object" } }));

export const allTools = toolsOf(names);
export const readingTools = toolsOf("list_tasks tracked_time running_session practice_totals");

const instructions = `Today is Saturday, ${saturday}, in the person's time zone, Europe/Berlin. Their week begins on monday.`;

export type Called = [tool: string, input: Record<string, unknown>];

/** Tool results; "denied" for the user's denial, "failed" for a tool that threw. */
export type Answers = (tool: string, input: Record<string, unknown>) => Record<string, unknown> | "denied" | "failed";

/** A prompt of one message. */
export const promptOf = (said: string): LanguageModelV4Prompt => [
  { role: "system", content: instructions },
  { role: "user", content: [{ type: "text", text: said }] },
];

const outputOf = (answer: ReturnType<Answers>) => {
  if (answer === "denied") return { type: "execution-denied" as const };
  if (answer === "failed") return { type: "error-text" as const, value: "It broke" };
  return { type: "json" as const, value: JSON.parse(JSON.stringify(answer)) };
};

export interface Said {
  text: string;
  calls: Called[];
}

/** Sends one message after the other, and returns the answer to the last: its text and all tool calls. */
export async function talk(
  messages: string[],
  answers: Answers = () => ({ status: "ok" }),
  tools = allTools,
): Promise<Said> {
  const model = builtInModel();
  const prompt: LanguageModelV4Prompt = [{ role: "system", content: instructions }];
  let [text, calls]: [string, Called[]] = ["", []];
  for (const message of messages) {
    prompt.push({ role: "user", content: [{ type: "text", text: message }] });
    [text, calls] = ["", []];
    for (let step = 0; step < 8; step++) {
      const { content, finishReason } = await model.doGenerate({ prompt, ...(tools && { tools }) });
      prompt.push({
        role: "assistant",
        content: content
          .filter((part) => part.type === "text" || part.type === "tool-call")
          .map((part) => (part.type === "tool-call" ? { ...part, input: JSON.parse(part.input) } : part)),
      });
      const results = content.flatMap((part) => {
        if (part.type === "text") text += `${text && "\n\n"}${part.text}`;
        if (part.type !== "tool-call") return [];
        const input = JSON.parse(part.input);
        calls.push([part.toolName, input]);
        const output = outputOf(answers(part.toolName, input));
        return [{ type: "tool-result" as const, toolCallId: part.toolCallId, toolName: part.toolName, output }];
      });
      if (finishReason.unified !== "tool-calls") break;
      prompt.push({ role: "tool", content: results });
    }
  }
  return { text, calls };
}

/** The first tool calls for one message, before any result. */
export async function firstCalls(said: string, tools = allTools): Promise<Called[]> {
  const { content } = await builtInModel().doGenerate({ prompt: promptOf(said), ...(tools && { tools }) });
  return content.flatMap((part) =>
    part.type === "tool-call" ? [[part.toolName, JSON.parse(part.input)] as Called] : [],
  );
}

/** The answer to one message without a tool call. */
export async function firstWords(said: string): Promise<string> {
  const { content } = await builtInModel().doGenerate({ prompt: promptOf(said), ...(allTools && { tools: allTools }) });
  return content.map((part) => (part.type === "text" ? part.text : "")).join("");
}
