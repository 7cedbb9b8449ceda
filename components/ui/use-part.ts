"use client";
import { useCallback, useRef, useState } from "react";
import { toast } from "./toast.ts";

/**
 * A part of a page that is loaded when it is first needed, to keep the first load small. Unlike `next/dynamic`, it
 * takes nothing of the page away when it cannot be loaded: it says so, and the next call tries again.
 * @param load `() => import("./part.tsx").then((module) => module.Part)`
 * @param failed hears when it could not be loaded, to take back what was to be shown with it
 * @returns the part once it is there, and the function that gets it
 */
export function usePart<Part>(load: () => Promise<Part>, failed?: () => void): [Part | undefined, () => void] {
  const [loaded, setLoaded] = useState<{ part: Part }>();
  const loading = useRef(false);
  const parts = useRef({ load, failed });
  const get = useCallback(() => {
    if (loading.current) return;
    loading.current = true;
    parts.current.load().then(
      (part) => setLoaded({ part }),
      () => {
        loading.current = false;
        parts.current.failed?.();
        toast.error("This part of Stint failed to load. Check your connection, then try again.");
      },
    );
  }, []);
  return [loaded?.part, get];
}
