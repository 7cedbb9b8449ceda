"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { addStep, changeStep, type Draft, duplicateStep, isSame, moveStep, placeOf, removeStep } from "./draft.ts";
import { begin, change, type History, redo, undo } from "./history.ts";
import type { PoseChoice } from "./pose-choice.ts";
import { noProblems, type Problems, problemsAfter } from "./problems.ts";
import type { StepActs } from "./step-menu.tsx";
import type { Origin } from "./use-saving.ts";

const placeWords = (draft: Draft, key: string): string => {
  const at = placeOf(draft, key);
  return `${draft.steps[at]?.english_name ?? "The pose"}, place ${at + 1} of ${draft.steps.length}`;
};

/** Where the focus goes when the step that had it is gone: the next one's handle, or the one before. */
function focusStep(key: string | undefined): void {
  const handle = key === undefined ? null : document.querySelector<HTMLElement>(`[data-step="${key}"]`);
  (handle ?? document.getElementById("content"))?.focus();
}

/**
 * A draft and all that is done to it, with the way back.
 * @param onAddAfter is called when somebody wants to choose a pose for a place
 */
export function useBuilder(first: Origin, onAddAfter: () => void) {
  const [origin, setOrigin] = useState(first);
  const [history, setHistory] = useState(() => begin(first.base));
  const [told, setTold] = useState(noProblems);
  const [said, setSaid] = useState("");
  const [after, setAfter] = useState<string | null>(null);
  // The actions keep their identity between renders, or each keystroke would re-render every row.
  const latest = useRef({ history, after, onAddAfter });
  /** The step that is to have the focus once the rows are drawn. */
  const wanted = useRef<{ key: string | undefined }>(undefined);
  const draft = history.present;

  useEffect(() => {
    latest.current.onAddAfter = onAddAfter;
  }, [onAddAfter]);

  useEffect(() => {
    if (wanted.current && draft) focusStep(wanted.current.key);
    wanted.current = undefined;
  }, [draft]);

  const become = useCallback((next: History, words = "") => {
    const before = latest.current.history.present;
    latest.current.history = next;
    setHistory(next);
    setTold((problems) => problemsAfter(problems, before, next.present));
    setSaid(words);
  }, []);

  const edit = useCallback(
    (next: Draft, words?: string, about?: string) => become(change(latest.current.history, next, about), words),
    [become],
  );

  const addTo = useCallback((key: string | null) => {
    latest.current.after = key;
    setAfter(key);
  }, []);

  const acts = useMemo((): StepActs => {
    const now = () => latest.current.history.present;
    return {
      change: (key, next, about) => edit(changeStep(now(), key, next), "", `${key}.${about}`),
      move: (key, to) => {
        const next = moveStep(now(), key, to);
        if (next !== now()) edit(next, `${placeWords(next, key)}.`);
      },
      duplicate: (key) => edit(duplicateStep(now(), key), `Duplicated ${placeWords(now(), key)}.`),
      remove: (key) => {
        const { steps } = now();
        const at = placeOf(now(), key);
        wanted.current = { key: (steps[at + 1] ?? steps[at - 1])?.key };
        if (latest.current.after === key) addTo(null);
        edit(removeStep(now(), key), `Removed ${placeWords(now(), key)}.`);
      },
      addAfter: (key) => {
        addTo(key);
        latest.current.onAddAfter();
      },
    };
  }, [edit, addTo]);

  const add = useCallback(
    (pose: PoseChoice) => {
      const before = latest.current.history.present;
      const next = addStep(before, pose, pose.typical_hold_seconds, latest.current.after);
      const key = next.steps.find((step) => placeOf(before, step.key) === -1)?.key ?? "";
      // Several poses that are added for one place come one after the other.
      if (latest.current.after !== null) addTo(key);
      edit(next, `Added ${placeWords(next, key)}.`);
    },
    [edit, addTo],
  );

  return {
    origin,
    setOrigin,
    draft,
    isChanged: useMemo(() => !isSame(origin.base, draft), [origin, draft]),
    /** What the server found wrong. */
    told,
    setTold: (problems: Problems) => setTold(problems),
    /** What is to be read out. */
    said,
    edit,
    acts,
    add,
    /** The step that the next pose comes behind. */
    after: after !== null && placeOf(draft, after) !== -1 ? after : null,
    addAtEnd: useCallback(() => addTo(null), [addTo]),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => become(undo(latest.current.history), "Undone."),
    redo: () => become(redo(latest.current.history), "Redone."),
  };
}
