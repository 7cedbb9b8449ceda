"use client";
import type { ComponentProps, MouseEvent } from "react";

/** Shows another address without asking the server for its page: all it needs is read over the API. */
export function showPath(path: string): void {
  if (path !== location.pathname) window.history.pushState(null, "", path);
}

interface ConversationLinkProps extends Omit<ComponentProps<"a">, "href"> {
  href: string;
  /** Hears that it was followed. */
  onFollow?: (() => void) | undefined;
}

/** A link from conversation to conversation. With a key held down the browser does what it does with links. */
export function ConversationLink({ href, onFollow, ...rest }: ConversationLinkProps) {
  const follow = (event: MouseEvent) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    ) {
      return;
    }
    event.preventDefault();
    showPath(href);
    onFollow?.();
  };
  return <a href={href} onClick={follow} {...rest} />;
}
