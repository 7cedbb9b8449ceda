"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { keyOf } from "@/components/tasks/task-ids.ts";
import type { Task } from "@/lib/tasks/shapes.ts";

const rowOf = (key: number) => document.querySelector<HTMLElement>(`main [data-task="${key}"]`);

/** The key of the row that has the focus, or something in it; null while something is typed there. */
export function focusedKey(): number | null {
  const element = document.activeElement;
  const row = element?.closest<HTMLElement>("[data-task]");
  return row?.dataset.task === undefined || element?.closest("form") ? null : Number(row.dataset.task);
}

/**
 * Where the focus is among the rows, of which Tab finds one and the arrows all. It moves on from a row that goes.
 * @param rows all that are shown, in their order
 * @param box the element they are in
 */
export function useRowFocus(rows: Task[], box: RefObject<HTMLElement | null>) {
  const keys = useMemo(() => rows.map(keyOf), [rows]);
  const latest = useRef(keys);
  const [current, setCurrent] = useState<number | null>(null);
  /** What is to have the focus once it is there. */
  const wanted = useRef<number | "list" | null>(null);

  useEffect(() => {
    const list = box.current;
    const note = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest<HTMLElement>("[data-task]") : null;
      if (row) setCurrent(Number(row.dataset.task));
    };
    list?.addEventListener("focusin", note);
    return () => list?.removeEventListener("focusin", note);
  }, [box]);

  const attempt = useCallback(() => {
    const next = wanted.current;
    if (next === null) return;
    // If the user has moved the focus elsewhere by then, it stays there.
    const active = document.activeElement;
    const isFree = !active || active === document.body || active.id === "content" || box.current?.contains(active);
    const target = next === "list" ? document.getElementById("content") : rowOf(next);
    if (isFree && target && !active?.closest("form")) target.focus({ preventScroll: next === "list" });
    if (target || !isFree) wanted.current = null;
  }, [box]);

  useLayoutEffect(() => {
    latest.current = keys;
    attempt();
  });

  const focus = useCallback(
    (key: number) => {
      wanted.current = key;
      setCurrent(key);
      // Identities stay stable, so that the rows do not re-render.
      requestAnimationFrame(attempt);
    },
    [attempt],
  );

  /** Goes so many rows on; from nowhere, to the first or the last. */
  const move = useCallback((by: number) => {
    const place = latest.current.indexOf(focusedKey() ?? Number.NaN);
    const next = place < 0 ? (by > 0 ? 0 : latest.current.length - 1) : place + by;
    const key = latest.current[Math.max(0, Math.min(latest.current.length - 1, next))];
    if (key === undefined) return;
    const row = rowOf(key);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }, []);

  /** Hands the focus on from rows that are about to go, when it is in one of them: to the one below, or above. */
  const handOn = useCallback((leaving: number[], always = false) => {
    const from = focusedKey();
    if (!always && (from === null || !leaving.includes(from))) return;
    const place = latest.current.indexOf(from ?? leaving[0] ?? Number.NaN);
    const stays = (key: number) => !leaving.includes(key);
    const next =
      latest.current.slice(Math.max(0, place)).find(stays) ??
      latest.current.slice(0, Math.max(0, place)).findLast(stays);
    wanted.current = next ?? "list";
  }, []);

  const tabStop = current !== null && keys.includes(current) ? current : (keys[0] ?? null);
  return useMemo(() => ({ tabStop, focus, move, handOn }), [tabStop, focus, move, handOn]);
}

export type RowFocus = ReturnType<typeof useRowFocus>;
