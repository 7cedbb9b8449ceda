"use client";
import { ExternalLink } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { type Components, Streamdown, type UrlTransform } from "streamdown";
import { NearLink } from "@/components/ui/near-link.tsx";
import { CodeBlock } from "./code-block.tsx";

/** Addresses one may follow out of an answer; anything else, `javascript:` first of all, is left out. */
const safeAddress: UrlTransform = (address) => {
  if (/^\/(?!\/)/.test(address)) return address;
  return /^(?:https?:\/\/|mailto:)/i.test(address) ? address : "";
};

function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return "";
  }
}

/** A link says where it leads when its words do not: what a model writes may come from anywhere. */
function Link({ href = "", children }: { href?: string | undefined; children?: ReactNode }) {
  const look = "rounded-sm text-assistant underline underline-offset-2 wrap-anywhere";
  if (href === "") return <span>{children}</span>;
  if (href.startsWith("/")) {
    return (
      <NearLink href={href} className={look}>
        {children}
      </NearLink>
    );
  }
  const host = hostOf(href);
  const saysHost = typeof children === "string" && host !== "" && children.includes(host);
  return (
    <>
      <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc" className={look}>
        {children}
        <ExternalLink aria-hidden="true" className="mb-0.5 ml-0.5 inline size-3" />
        <span className="sr-only"> (opens another site)</span>
      </a>
      {host !== "" && !saysHost && <span className="text-muted text-xs"> ({host})</span>}
    </>
  );
}

type Part<Tag extends "h1" | "p" | "ul" | "ol" | "li" | "blockquote" | "table" | "th" | "td"> = ComponentProps<Tag> & {
  node?: unknown;
};

const Heading = ({ children }: Part<"h1">) => <h3 className="mt-2 font-semibold text-base">{children}</h3>;
const SmallHeading = ({ children }: Part<"h1">) => <h4 className="mt-1 font-semibold">{children}</h4>;
const list = "grid gap-1 pl-5 marker:text-muted";
const cell = "border-b px-3 py-1.5 text-left align-top first:pl-0 last:pr-0";

const components: Components = {
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  // Nothing is fetched from elsewhere because an answer names it.
  img: ({ src, alt }) => <Link href={typeof src === "string" ? src : ""}>{alt ? `Image: ${alt}` : "Image"}</Link>,
  p: ({ children }) => <p className="leading-6">{children}</p>,
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: SmallHeading,
  h5: SmallHeading,
  h6: SmallHeading,
  ul: ({ children }) => <ul className={`${list} list-disc`}>{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className={`${list} list-decimal`}>
      {children}
    </ol>
  ),
  li: ({ children }) => <li className="leading-6 [&>p]:inline">{children}</li>,
  strong: ({ children }) => <strong className="font-semibold">{children}</strong>,
  blockquote: ({ children }) => <blockquote className="border-l-2 pl-3 text-muted">{children}</blockquote>,
  hr: () => <hr className="border-line" />,
  code: ({ children }) => (
    <code className="wrap-anywhere rounded-sm bg-sunken px-1 py-0.5 font-mono text-xs">{children}</code>
  ),
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  // A box of a list of tasks; it is read, not ticked.
  input: ({ checked }) => <span>{checked ? "☑" : "☐"} </span>,
  table: ({ children }) => (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse">{children}</table>
    </div>
  ),
  thead: ({ children }) => <thead className="text-muted text-xs">{children}</thead>,
  tbody: ({ children }) => <tbody>{children}</tbody>,
  tr: ({ children }) => <tr>{children}</tr>,
  th: ({ children }) => (
    <th scope="col" className={`${cell} font-medium`}>
      {children}
    </th>
  ),
  td: ({ children }) => <td className={cell}>{children}</td>,
  section: ({ children }) => <div>{children}</div>,
  sub: ({ children }) => <sub>{children}</sub>,
  sup: ({ children }) => <sup>{children}</sup>,
};

const noPlugins: never[] = [];

interface MarkdownProps {
  text: string;
  /** More is on its way: what is begun and not ended yet is shown as if it were. */
  isWriting: boolean;
}

/**
 * What the assistant wrote. HTML in it is shown as text: without streamdown's plugin for raw HTML nothing of it becomes
 * an element.
 */
export function Markdown({ text, isWriting }: MarkdownProps) {
  return (
    <Streamdown
      className="wrap-anywhere grid gap-3"
      components={components}
      rehypePlugins={noPlugins}
      urlTransform={safeAddress}
      controls={false}
      linkSafety={{ enabled: false }}
      parseIncompleteMarkdown={isWriting}
      isAnimating={isWriting}
    >
      {text}
    </Streamdown>
  );
}
