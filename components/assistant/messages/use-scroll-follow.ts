"use client";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** So far from the end one still reads along. */
const nearPx = 48;

const prefersStillness = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Keeps the scroll position. The list is a reversed column, so browsers show its end first, stay there while it grows,
 * and keep their position when messages are prepended. A user who has scrolled up to read must not be moved by what is
 * appended below.
 * @param first the key of the first message: a new one means that earlier messages were prepended
 */
export function useScrollFollow(scroller: RefObject<HTMLElement | null>, first: string) {
  const [isAway, setAway] = useState(false);
  // There is no list before there are messages.
  const [content, setContent] = useState<HTMLElement | null>(null);
  const begins = useRef(first);
  const latestFirst = useRef(first);
  latestFirst.current = first;

  useEffect(() => {
    const box = scroller.current;
    if (!box || !content) return;
    const look = () => setAway(box.scrollTop < -nearPx);
    let height = content.offsetHeight;
    begins.current = latestFirst.current;
    const observer = new ResizeObserver(() => {
      const grown = content.offsetHeight - height;
      height += grown;
      const isBefore = begins.current !== latestFirst.current;
      begins.current = latestFirst.current;
      if (!isBefore && box.scrollTop < -nearPx) box.scrollTop -= grown;
      look();
    });
    observer.observe(content);
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [scroller, content]);

  const goToEnd = useCallback(
    (smoothly = false) => {
      const behavior = smoothly && !prefersStillness() ? "smooth" : "instant";
      scroller.current?.scrollTo({ top: 0, behavior });
    },
    [scroller],
  );
  return { isAway, goToEnd, list: setContent };
}
