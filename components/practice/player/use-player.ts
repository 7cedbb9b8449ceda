"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { formatStretch } from "./labels.ts";
import { begin, type Effect, type PlayEvent, type PlayState, step, type Turn } from "./machine.ts";
import type { Sending } from "./outbox.ts";
import { type Copy, forget, forgetOld, nameOf, type Saved, save, savedAt } from "./playback-storage.ts";
import { newKey, recordProgress } from "./recording.ts";
import { type Segment, segmentsOf } from "./segments.ts";
import { endSound, play, wakeSound } from "./sound.ts";
import { getSoundSettings } from "./sound-settings.ts";
import { releaseTabLock, takeTabLock } from "./tab-lock.ts";
import { hasVoice, hush, say } from "./voice.ts";
import { holdWakeLock } from "./wake-lock.ts";

const tickMs = 200;
const saveEveryMs = 1000;

/** What this browser cannot do; the player says so, and goes on without. */
export interface Lacks {
  /** It stays silent until something is pressed. */
  sound: boolean;
  voice: boolean;
  awake: boolean;
}

export interface Run extends Saved {
  segments: Segment[];
}

interface Options {
  person: number;
  sequence: number;
  /** The sequence as the page has it. */
  copy: Copy;
  /** A viewer practises without a record. */
  records: boolean;
  /** Begins without being asked. */
  atOnce: boolean;
  follow: (work: Promise<Sending>) => void;
}

/** Runs the practice of a page: the machine, with this browser's clock, sounds and stores around it. */
export function usePlayer({ person, sequence, copy, records, atOnce, follow }: Options) {
  const name = nameOf(person, sequence);
  const [run, setRun] = useState<Run>();
  const [elsewhere, setElsewhere] = useState(false);
  const [lacks, setLacks] = useState<Lacks>({ sound: false, voice: false, awake: false });
  const current = useRef<Run>(undefined);
  const savedLast = useRef(0);
  const looked = useRef(false);

  const lack = useCallback((what: Partial<Lacks>) => setLacks((before) => ({ ...before, ...what })), []);

  const perform = useCallback(
    (effect: Effect, { key, state, copy: played, segments }: Run) => {
      const { muted, voice } = getSoundSettings();
      switch (effect.do) {
        case "sound":
          if (!muted) play(effect.sound);
          break;
        case "say":
          if (!muted && voice) say(formatStretch(segments[effect.segment], played.steps));
          break;
        case "hush":
          hush();
          break;
        case "awake":
          void holdWakeLock(effect.on).then((had) => lack({ awake: !had }));
          break;
        case "record":
          if (records) follow(recordProgress({ person, sequence, key, copy: played }, state));
      }
    },
    [person, sequence, records, follow, lack],
  );

  const take = useCallback(
    (next: Run, effects: Effect[], isNew = false) => {
      current.current = next;
      setRun(next);
      const { seen, phase } = next.state;
      if (phase === "done") forget(name);
      else if (isNew || effects.length > 0 || Math.abs(seen - savedLast.current) >= saveEveryMs) {
        savedLast.current = seen;
        save(name, next, isNew);
      }
      for (const effect of effects) perform(effect, next);
    },
    [name, perform],
  );

  const dispatch = useCallback(
    (event: PlayEvent) => {
      const before = current.current;
      if (!before) return;
      const { state, effects }: Turn = step(before.state, event, before.segments, Date.now());
      if (state !== before.state || effects.length > 0) take({ ...before, state }, effects);
      // What is pressed is kept at once, whether or not anything sounds.
      if (event !== "tick" && state.phase !== "done") save(name, { ...before, state }, false);
      if (state.phase === "done") releaseTabLock();
    },
    [name, take],
  );

  /** Another tab plays it from now on. */
  const lose = useCallback(() => {
    hush();
    void holdWakeLock(false);
    current.current = undefined;
    setRun(undefined);
    setElsewhere(true);
  }, []);

  const resumeSaved = useCallback(
    (saved: Saved) => {
      current.current = { ...saved, segments: segmentsOf(saved.copy.steps) };
      setRun(current.current);
      dispatch("restore");
    },
    [dispatch],
  );

  /** Begins, or goes on where an earlier visit stands. */
  const start = useCallback(
    async ({ pressed = false, takeOver = false }: { pressed?: boolean; takeOver?: boolean }) => {
      const woken = wakeSound().then((heard) => lack({ sound: !heard }));
      const mine = await takeTabLock(name, takeOver, lose);
      setElsewhere(!mine);
      // After a press, sound is there in a moment, and the first bell is worth it; else nobody knows when.
      if (pressed) await woken;
      if (!mine || current.current) return;
      const saved = savedAt(name, Date.now());
      if (saved) return resumeSaved(saved);
      const segments = segmentsOf(copy.steps);
      const { state, effects } = begin(segments, Date.now());
      take({ key: newKey(), state, copy, segments }, effects, true);
    },
    [name, copy, lose, resumeSaved, take, lack],
  );

  /** Puts the practice that is over away, so that it can be begun again. */
  const clear = useCallback(() => {
    current.current = undefined;
    setRun(undefined);
  }, []);

  useEffect(() => {
    if (looked.current) return;
    looked.current = true;
    forgetOld(Date.now());
    void hasVoice().then((voice) => lack({ voice: !voice }));
    if (atOnce || savedAt(name, Date.now())) void start({});
  }, [atOnce, name, start, lack]);

  useEffect(
    () => () => {
      // Leaving the page pauses: a user who comes back resumes from here.
      dispatch("pause");
      hush();
      void holdWakeLock(false);
      endSound();
      releaseTabLock();
      current.current = undefined;
    },
    [dispatch],
  );

  const phase: PlayState["phase"] | undefined = run?.state.phase;
  useEffect(() => {
    if (phase !== "playing") return;
    const timer = setInterval(() => dispatch("tick"), tickMs);
    const look = () => dispatch(document.visibilityState === "visible" ? "visible" : "hidden");
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [phase, dispatch]);

  useEffect(() => {
    if (!lacks.sound) return;
    const wake = () => void wakeSound().then((heard) => lack({ sound: !heard }));
    document.addEventListener("pointerdown", wake);
    document.addEventListener("keydown", wake);
    return () => {
      document.removeEventListener("pointerdown", wake);
      document.removeEventListener("keydown", wake);
    };
  }, [lacks.sound, lack]);

  return useMemo(
    () => ({ run, elsewhere, lacks, start, dispatch, clear }),
    [run, elsewhere, lacks, start, dispatch, clear],
  );
}
