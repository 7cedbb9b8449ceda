"use client";
import type { ModelInfo } from "@/lib/assistant/shapes.ts";

/** Which model answers, and what it is good for. */
export function ModelLine({ model }: { model: ModelInfo | undefined }) {
  return (
    <p className="min-h-4 text-center text-muted text-xs">
      {model &&
        (model.is_built_in ? (
          <>Answers come from the built-in model. It understands commands only and runs inside Stint.</>
        ) : (
          <>
            <bdi>
              {model.provider}/{model.model}
            </bdi>{" "}
            answers. It can make mistakes.
          </>
        ))}
    </p>
  );
}
