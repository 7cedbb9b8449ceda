"use client";
import { lazy, Suspense } from "react";
import { retryImport } from "@/lib/client/retry-import.ts";

/** It brings a parser of Markdown along, so the page shows before it is there. */
const Markdown = lazy(() =>
  retryImport(() => import("./markdown.tsx")).then(({ Markdown: part }) => ({ default: part })),
);

interface AnswerTextProps {
  text: string;
  isWriting: boolean;
}

/** What the assistant wrote; as plain text until Markdown can be shown. */
export function AnswerText(props: AnswerTextProps) {
  return (
    <div dir="auto">
      <Suspense fallback={<p className="wrap-anywhere whitespace-pre-wrap leading-6">{props.text}</p>}>
        <Markdown {...props} />
      </Suspense>
    </div>
  );
}
