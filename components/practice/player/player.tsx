"use client";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { formatHold } from "@/components/practice/labels.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatDuration } from "@/lib/core/format.ts";
import type { Style } from "@/lib/practice/constants.ts";
import type { Step } from "@/lib/practice/shapes.ts";
import { CapabilityNotes } from "./capability-notes.tsx";
import { Confirm } from "./confirm.tsx";
import { CourseControls, RoundButton, Switches, toggleFullScreen } from "./controls.tsx";
import { Done } from "./done.tsx";
import { keepOffline } from "./keep-offline.ts";
import { formatStretch } from "./labels.ts";
import type { Poses } from "./pose-picture.tsx";
import { resultOf } from "./results.ts";
import { getSoundSettings, setSoundSettings } from "./sound-settings.ts";
import { Progress, Stage } from "./stage.tsx";
import { StartScreen } from "./start-screen.tsx";
import { useKeys } from "./use-keys.ts";
import { type Run, usePlayer } from "./use-player.ts";
import { useRecording } from "./use-recording.ts";

interface PlayerProps {
  sequence: { id: number; name: string; style: Style; poses: Step[] };
  poses: Poses;
  /** Begins without a press. */
  atOnce: boolean;
  /** The service worker is wanted, which keeps the page for when there is no connection. */
  offline: boolean;
}

const formatHeld = (run: Run): string => {
  const { duration_seconds } = resultOf({ ...run.state, phase: "done", ended: run.state.seen }, run.segments);
  return duration_seconds === 0
    ? "No pose was held yet, so nothing will be saved."
    : `The ${formatHold(duration_seconds)} so far will be saved.`;
};

/** Leads through a practice: before it, while it runs, and after it. */
export function Player({ sequence, poses, atOnce, offline }: PlayerProps) {
  const { id, role } = useCurrentUser();
  const router = useRouter();
  const records = role !== "viewer";
  const copy = useMemo(() => ({ name: sequence.name, style: sequence.style, steps: sequence.poses }), [sequence]);
  const [key, setKey] = useState<string>();
  const { recorded, follow, notifyOfNote } = useRecording(id, key);
  const player = usePlayer({ person: id, sequence: sequence.id, copy, records, atOnce, follow });
  const { run, elsewhere, lacks, start, dispatch, clear } = player;
  const [keptHere, setKeptHere] = useState(false);
  /** Whether somebody wants to end, and whether it played until they asked. */
  const [asked, setAsked] = useState<"playing" | "paused" | null>(null);
  const content = useRef<HTMLElement>(null);

  const phase = run?.state.phase;
  const playing = phase === "playing";
  const view = !run ? "before" : phase === "done" ? "done" : "stage";

  useEffect(() => setKey(run?.key), [run?.key]);

  useEffect(() => {
    if (offline) void keepOffline(id).then(setKeptHere);
  }, [offline, id]);

  useEffect(() => {
    // What had the focus is gone with the view before; reading and keys go on from here.
    if (view !== "before") content.current?.focus({ preventScroll: true });
    // A reload must not begin by itself once it has begun.
    if (view !== "before" && location.search) history.replaceState(history.state, "", location.pathname);
  }, [view]);

  const ask = useCallback(() => {
    setAsked(playing ? "playing" : "paused");
    dispatch("pause");
  }, [playing, dispatch]);

  useKeys(view === "stage", {
    toggle: () => dispatch(playing ? "pause" : "resume"),
    next: () => dispatch("next"),
    previous: () => dispatch("previous"),
    mute: () => setSoundSettings({ muted: !getSoundSettings().muted }),
    fullScreen: toggleFullScreen,
    ask,
  });

  const end = () => {
    setAsked(null);
    dispatch("end");
  };
  const stay = () => {
    if (asked === "playing") dispatch("resume");
    setAsked(null);
  };

  return (
    <div className="grid h-dvh grid-cols-1 grid-rows-[auto_minmax(0,1fr)_auto] bg-paper pb-[env(safe-area-inset-bottom)]">
      <header className="grid grid-cols-1 gap-2 px-3 pt-2">
        <div className="flex items-center gap-2">
          <RoundButton
            label={view === "stage" ? "End (Esc)" : "Close"}
            onClick={() => (view === "stage" ? ask() : router.push("/practice"))}
          >
            <X aria-hidden="true" />
          </RoundButton>
          <p className="flex min-w-0 flex-1 gap-2">
            {run && view === "stage" && (
              <>
                <span className="truncate">{run.copy.name}</span>
                <span className="figures whitespace-nowrap text-muted">
                  {(run.segments[run.state.at]?.step ?? 0) + 1} / {run.copy.steps.length}
                </span>
              </>
            )}
          </p>
          {view !== "done" && <Switches />}
        </div>
        {run && view === "stage" && <Progress run={run} />}
      </header>

      <main
        id="content"
        ref={content}
        tabIndex={-1}
        className="grid min-h-0 grid-cols-1 overflow-y-auto outline-none"
        data-phase={phase ?? "before"}
      >
        {view === "before" && (
          <StartScreen
            name={sequence.name}
            steps={sequence.poses}
            poses={poses}
            keptHere={keptHere}
            waits={recorded.sending === "waiting" || recorded.sending === "signed-out"}
            elsewhere={elsewhere}
            onBegin={() => void start({ pressed: true })}
            onTakeOver={() => void start({ pressed: true, takeOver: true })}
          />
        )}
        {run && view === "stage" && <Stage run={run} poses={poses} />}
        {run && view === "done" && (
          <Done run={run} recorded={recorded} records={records} onWords={notifyOfNote} onAgain={clear} />
        )}
      </main>

      <footer className="grid grid-cols-1 gap-1 px-3 pb-2">
        {run && view === "stage" && (
          <>
            <p role="status" className="sr-only">
              {phase === "paused" ? "Paused" : formatStretch(run.segments[run.state.at], run.copy.steps)}
            </p>
            <CourseControls
              playing={playing}
              onToggle={() => dispatch(playing ? "pause" : "resume")}
              onPrevious={() => dispatch("previous")}
              onNext={() => dispatch("next")}
            />
            <CapabilityNotes lacks={lacks} />
          </>
        )}
      </footer>

      {run && asked && phase !== "done" && phase !== "away" && (
        <Confirm title="End practice?" stay="Keep going" onStay={stay} leave="End practice" onLeave={end}>
          <p>{formatHeld(run)}</p>
        </Confirm>
      )}
      {run?.state.phase === "away" && (
        <Confirm
          title={`You were away for ${formatDuration(run.state.away / 1000)}.`}
          stay={`Continue from ${run.copy.steps[run.segments[run.state.at]?.step ?? 0]?.english_name}`}
          onStay={() => {
            setAsked(null);
            dispatch("resume");
          }}
          leave="End practice"
          onLeave={end}
        >
          <p>Continue where you left off, or end the practice? {formatHeld(run)}</p>
        </Confirm>
      )}
    </div>
  );
}
