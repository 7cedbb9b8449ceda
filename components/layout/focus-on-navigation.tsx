"use client";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * After going to another page, reading and tabbing begin at its content, unless the page has put the focus into it
 * already. Next announces the title; it leaves the focus on a link that may be gone.
 */
export function FocusOnNavigation() {
  const path = usePathname();
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    const content = document.getElementById("content");
    if (!content?.contains(document.activeElement)) content?.focus({ preventScroll: true });
  }, [path]);
  return null;
}
