"use client";
import { useCallback, useMemo, useRef, useState } from "react";
import { keyOf } from "@/components/tasks/task-ids.ts";
import { rangeOf, withRows } from "@/components/tracking/list/use-selection.ts";
import type { Task } from "@/lib/tasks/shapes.ts";

/**
 * The tasks somebody has selected. What leaves the list leaves the selection.
 * @param rows all that are shown, in their order
 */
export function useSelection(rows: Task[]) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [isOn, setOn] = useState(false);
  const anchor = useRef<number | null>(null);
  const order = useRef<{ id: number }[]>([]);
  order.current = useMemo(() => rows.map((task) => ({ id: keyOf(task) })), [rows]);

  const tasks = useMemo(
    () => (chosen.size === 0 ? [] : rows.filter((task) => chosen.has(keyOf(task)))),
    [rows, chosen],
  );
  const keys = useMemo(() => new Set(tasks.map(keyOf)), [tasks]);

  const set = useCallback((which: number[], on: boolean) => setChosen((known) => withRows(known, which, on)), []);
  /** One, and as a range all between it and the one before. */
  const toggle = useCallback(
    (key: number, on: boolean, isRange: boolean) => {
      set(isRange && anchor.current !== null ? rangeOf(order.current, anchor.current, key) : [key], on);
      anchor.current = key;
    },
    [set],
  );
  const clear = useCallback(() => {
    anchor.current = null;
    setChosen(new Set());
    setOn(false);
  }, []);
  return {
    tasks,
    keys,
    /** Whether checkboxes are there to select with. */
    isSelecting: isOn || tasks.length > 0,
    begin: useCallback(() => setOn(true), []),
    set,
    toggle,
    clear,
  };
}

export type Selection = ReturnType<typeof useSelection>;
