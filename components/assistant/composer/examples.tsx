"use client";
import { Sparkles } from "lucide-react";
import type { ModelInfo } from "@/lib/assistant/shapes.ts";

/** What people may say, for the model that answers. */
const commands = [
  "Add a task to review the auth PR tomorrow",
  "What is due this week?",
  "How long did I spend on reviews this week?",
  "Complete the auth PR task",
];
const wishes = [
  "Add a task to review the auth PR tomorrow",
  "What should I do first today?",
  "How long did I spend on reviews this week, by repository?",
  "Which of my tasks are overdue?",
];

interface ExamplesProps {
  model: ModelInfo | undefined;
  /** Puts an example into the field. */
  onChoose: (text: string) => void;
}

/** A conversation that has not begun: what can be said, and examples to press. */
export function Examples({ model, onChoose }: ExamplesProps) {
  const isBuiltIn = model?.is_built_in ?? false;
  return (
    <div className="grid justify-items-center gap-5 px-2 py-8 text-center">
      <div className="grid justify-items-center gap-1">
        <Sparkles aria-hidden="true" className="mb-2 size-7 text-assistant" strokeWidth={1.5} />
        <h2 className="font-semibold text-lg">What can I do for you?</h2>
        <p className="max-w-md text-pretty text-muted">
          {isBuiltIn
            ? "Ask about your tasks, time and practice. The built-in model understands commands, not conversation."
            : "Ask about your tasks, time and practice, or tell me what to change."}
        </p>
      </div>
      <ul aria-label="Examples" className="grid w-full max-w-lg gap-2 sm:grid-cols-2">
        {(isBuiltIn ? commands : wishes).map((text) => (
          <li key={text} className="grid">
            <button
              type="button"
              className="rounded-md border bg-raised px-3 py-2.5 text-left transition-colors duration-150 hover:border-assistant hover:bg-assistant-soft"
              onClick={() => onChoose(text)}
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
