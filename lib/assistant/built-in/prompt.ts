import type { LanguageModelV4Prompt, LanguageModelV4ToolResultOutput } from "@ai-sdk/provider";
import { canonicalZone } from "@/lib/core/time.ts";

/** Extracts what the built-in model needs from a prompt: the user's messages, and the tool results. */

export type Json = Record<string, unknown>;

/** The outcome of a tool call. */
export type Outcome = { kind: "result"; value: Json } | { kind: "failed" } | { kind: "denied" };

/** One tool call with its result. */
export interface Step {
  tool: string;
  input: Json;
  outcome: Outcome;
}

/** One message of the user, and the tool results until the next one. */
export interface Turn {
  said: string;
  steps: Step[];
}

/** The part of a conversation the model uses. */
export interface Talk {
  /** Oldest first; the last one is to be answered. */
  turns: Turn[];
  /** The user's date, `YYYY-MM-DD`. */
  today: string;
  weekStart: "monday" | "saturday" | "sunday";
  /** The user's time zone, when the instructions name it. */
  zone: string | null;
}

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function outcomeOf(output: LanguageModelV4ToolResultOutput): Outcome {
  if (output.type === "execution-denied") return { kind: "denied" };
  if (output.type === "json" && isJson(output.value)) return { kind: "result", value: output.value };
  return { kind: "failed" };
}

// The instructions contain the date and the zone; without them the date is the server's.
function timeIn(prompt: LanguageModelV4Prompt): Pick<Talk, "today" | "zone" | "weekStart"> {
  const instructions = prompt.flatMap((message) => (message.role === "system" ? [message.content] : [])).join("\n");
  const [, zone = ""] = /\btime zone, ([\w+/-]+)/.exec(instructions) ?? [];
  const today = /\b\d{4}-\d{2}-\d{2}\b/.exec(instructions)?.[0] ?? new Date().toISOString().slice(0, 10);
  const [, day] = /\bweek begins on (saturday|sunday)\b/.exec(instructions) ?? [];
  const weekStart = day === "saturday" || day === "sunday" ? day : "monday";
  return { today, zone: canonicalZone(zone), weekStart };
}

/** Parses a prompt. Text of the assistant and of tools is treated as data only. */
export function readPrompt(prompt: LanguageModelV4Prompt): Talk {
  const turns: Turn[] = [];
  const called = new Map<string, Json>();
  for (const message of prompt) {
    if (message.role === "system") continue;
    if (message.role === "user") {
      const text = message.content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
      turns.push({ said: text, steps: [] });
      continue;
    }
    for (const part of message.content) {
      if (part.type === "tool-call") called.set(part.toolCallId, isJson(part.input) ? part.input : {});
      if (part.type !== "tool-result") continue;
      const input = called.get(part.toolCallId) ?? {};
      turns.at(-1)?.steps.push({ tool: part.toolName, input, outcome: outcomeOf(part.output) });
    }
  }
  return { turns: turns.length > 0 ? turns : [{ said: "", steps: [] }], ...timeIn(prompt) };
}
