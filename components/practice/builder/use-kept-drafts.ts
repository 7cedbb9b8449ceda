"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Draft, isSame } from "./draft.ts";
import { type DraftOwner, dropDraft, type KeptDraft, keepDraft, readDraft, slotOf, slotsOf } from "./kept-drafts.ts";

/** How long typing may pause before it is kept, in milliseconds. */
const keepAfterMs = 300;

/** A draft that an earlier visit or a closed tab has left. */
export interface LeftDraft {
  slot: string;
  kept: KeptDraft;
}

/**
 * Says that the draft of a place is somebody's, for as long as `signal` lasts; calls back as soon as nobody else says so.
 * A browser lets go of it by itself when a tab closes, however it ends.
 */
function hold(slot: string, signal: AbortSignal, held: () => void): void {
  // Only secure origins have locks; without them a draft of another tab that is open is offered too.
  if (!navigator.locks) return void held();
  const untilOver = () =>
    new Promise<void>((done) => {
      if (signal.aborted) return done();
      signal.addEventListener("abort", () => done(), { once: true });
      held();
    });
  navigator.locks.request(slot, { signal }, untilOver).catch(() => {});
}

/**
 * Keeps what is not saved in this browser, and finds what was left there before.
 * @param unsaved what to keep; null when all is saved
 */
export function useKeptDrafts({ person, sequence }: DraftOwner, unsaved: Omit<KeptDraft, "at"> | null) {
  const owner = useMemo(() => ({ person, sequence }), [person, sequence]);
  const [builder, setBuilder] = useState(() => crypto.randomUUID());
  const [left, setLeft] = useState<LeftDraft[]>([]);
  const [isRefused, setRefused] = useState(false);
  const slot = slotOf(owner, builder);
  /** What waits to be kept. */
  const pending = useRef<(() => void) | null>(null);

  const flush = useCallback(() => {
    pending.current?.();
    pending.current = null;
  }, []);

  useEffect(() => {
    const over = new AbortController();
    hold(slot, over.signal, () => {});
    for (const other of slotsOf(owner, Date.now())) {
      if (other === slot) continue;
      hold(other, over.signal, () => {
        const kept = readDraft(other);
        if (kept) setLeft((known) => [...known, { slot: other, kept }].sort((a, b) => b.kept.at - a.kept.at));
      });
    }
    return () => {
      over.abort();
      setLeft([]);
    };
  }, [slot, owner]);

  useEffect(() => {
    if (!unsaved) {
      pending.current = null;
      dropDraft(slot);
      return;
    }
    pending.current = () => setRefused(!keepDraft(slot, { at: Date.now(), ...unsaved }));
    const timer = setTimeout(flush, keepAfterMs);
    return () => clearTimeout(timer);
  }, [slot, unsaved, flush]);

  useEffect(() => {
    const hide = () => document.visibilityState === "hidden" && flush();
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", hide);
      flush();
    };
  }, [flush]);

  useEffect(() => {
    if (!(isRefused && unsaved)) return;
    // What cannot be kept must not be lost without a word.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isRefused, unsaved]);

  return {
    /** What was left, the latest first. */
    left,
    /** Nothing can be kept in this browser. */
    isRefused,
    /** Forgets what was left. */
    forget: useCallback(({ slot: gone }: LeftDraft) => {
      dropDraft(gone);
      setLeft((known) => known.filter((each) => each.slot !== gone));
    }, []),
    /**
     * Makes what was left the draft of this builder.
     * @param leavesOwn what stands here is left in its turn, to be offered back
     */
    adopt: useCallback(
      ({ slot: other, kept }: LeftDraft, leavesOwn: boolean) => {
        const next = leavesOwn ? crypto.randomUUID() : builder;
        if (leavesOwn) flush();
        keepDraft(slotOf(owner, next), kept);
        dropDraft(other);
        setBuilder(next);
        setLeft((known) => known.filter((each) => each.slot !== other));
      },
      [owner, builder, flush],
    ),
    /** Leaves the draft as it stands, to be offered back; what is done from now on has another place. */
    leave: useCallback(() => {
      flush();
      setBuilder(crypto.randomUUID());
    }, [flush]),
    /**
     * Forgets the draft of this builder.
     * @param sent what was saved: what was typed after that stays
     */
    drop: useCallback(
      (sent?: Draft) => {
        pending.current = null;
        const typed = sent && readDraft(slot)?.draft;
        if (!typed || isSame(typed, sent)) dropDraft(slot);
      },
      [slot],
    ),
  };
}
