"use client";
import { isValidElement, type ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button.tsx";

/** The text of rendered parts. */
function textIn(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(textIn).join("");
  return isValidElement<{ children?: ReactNode }>(node) ? textIn(node.props.children) : "";
}

function languageIn(node: ReactNode): string {
  const name = isValidElement<{ className?: unknown }>(node) ? node.props.className : undefined;
  return /language-(\S+)/.exec(typeof name === "string" ? name : "")?.[1] ?? "";
}

/** Several lines of code, to be copied. Without colours, whose grammars would weigh more than the page. */
export function CodeBlock({ children }: { children?: ReactNode }) {
  const language = languageIn(children);
  const code = textIn(children).replace(/\n$/, "");
  return (
    <div className="overflow-hidden rounded-md border bg-sunken">
      <div className="flex h-9 items-center justify-between border-b pr-0.5 pl-3 text-muted text-xs">
        <span>{language || "Code"}</span>
        <CopyButton text={code} label="Copy the code" />
      </div>
      {/* Long lines are broken, so that nothing has to be scrolled sideways. */}
      <pre className="wrap-anywhere whitespace-pre-wrap p-3 font-mono text-xs leading-5">
        <code>{code}</code>
      </pre>
    </div>
  );
}
