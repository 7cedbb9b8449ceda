"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { isProvisional } from "@/components/tracking/pending.ts";
import type { Session } from "@/lib/tracking/shapes.ts";

/** The ids from one row to another, both included, in the order of the list. */
export function rangeOf(order: readonly { id: number }[], from: number, to: number): number[] {
  const places = [from, to].map((id) => order.findIndex((row) => row.id === id));
  const [first, last] = [Math.min(...places), Math.max(...places)];
  return first < 0 ? [to] : order.slice(first, last + 1).map(({ id }) => id);
}

/** A selection with rows taken in or out. */
export function withRows(selected: ReadonlySet<number>, ids: number[], isOn: boolean): Set<number> {
  const next = new Set(selected);
  for (const id of ids) {
    if (isOn) next.add(id);
    else next.delete(id);
  }
  return next;
}

/**
 * The rows somebody has chosen. What leaves the list leaves the selection.
 * @param rows all that are there, in their order
 */
export function useSelection(rows: Session[]) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const order = useRef(rows);
  const anchor = useRef<number | null>(null);
  useEffect(() => {
    order.current = rows;
  }, [rows]);

  const selected = useMemo(
    () => (chosen.size === 0 ? [] : rows.filter((row) => chosen.has(row.id) && !isProvisional(row))),
    [rows, chosen],
  );
  const ids = useMemo(() => new Set(selected.map(({ id }) => id)), [selected]);

  const set = useCallback((rowIds: number[], isOn: boolean) => setChosen((known) => withRows(known, rowIds, isOn)), []);
  /** One row, and with Shift all between it and the one chosen before. */
  const toggle = useCallback(
    (id: number, isOn: boolean, isRange: boolean) => {
      set(isRange && anchor.current !== null ? rangeOf(order.current, anchor.current, id) : [id], isOn);
      anchor.current = id;
    },
    [set],
  );
  const clear = useCallback(() => {
    anchor.current = null;
    setChosen(new Set());
  }, []);
  return { selected, ids, set, toggle, clear };
}
