"use client";
import { useEffect, useState } from "react";
import { useSonner } from "sonner";

/** About as much as one of the news takes, in pixels; a window that is less wide shows it from edge to edge. */
const news = { width: 420, height: 110, fromBottom: 24 };
/** What is being worked at: an editor in the page. */
const busy = "[data-keep-clear]";

/** Whether news at the lower edge would lie over an editor that leaves more room at the upper one. */
function isBottomTaken(): boolean {
  const fromBottom = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--news-bottom"));
  const lower = window.innerHeight - (Number.isNaN(fromBottom) ? news.fromBottom : fromBottom * 16);
  return [...document.querySelectorAll(busy)].some((editor) => {
    if (editor.closest("[role=dialog]")) return true;
    const { top, bottom, right } = editor.getBoundingClientRect();
    return top < lower && bottom > lower - news.height && right > window.innerWidth - news.width && top > news.height;
  });
}

/** Where news cover no editor: below, or above for as long as one is open below. */
export function useClearPlace(): "bottom-right" | "top-right" {
  const { toasts } = useSonner();
  const [isTaken, setTaken] = useState(false);
  const shown = toasts.length;
  useEffect(() => {
    if (shown === 0) return;
    const look = () => setTaken(isBottomTaken());
    look();
    // An editor that opens takes the focus; the page has its place once it stands still.
    document.addEventListener("focusin", look);
    document.addEventListener("scrollend", look);
    return () => {
      document.removeEventListener("focusin", look);
      document.removeEventListener("scrollend", look);
    };
  }, [shown]);
  return isTaken ? "top-right" : "bottom-right";
}
