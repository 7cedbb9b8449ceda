"use client";
import { useEffect, useRef } from "react";
import type { SectionId } from "./sections.ts";

/** When a row that had the focus goes, the focus goes to the title of its section instead of being lost. */
export function useKeepFocus(section: SectionId, rows: number): void {
  const before = useRef(rows);
  useEffect(() => {
    const fewer = rows < before.current;
    before.current = rows;
    if (fewer && document.activeElement === document.body) document.getElementById(`${section}-title`)?.focus();
  }, [section, rows]);
}
