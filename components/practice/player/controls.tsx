"use client";
import {
  Maximize,
  MessageSquare,
  MessageSquareOff,
  Minimize,
  Pause,
  Play,
  SkipBack,
  SkipForward,
  Volume2,
  VolumeX,
} from "lucide-react";
import { type ComponentProps, useSyncExternalStore } from "react";
import { cn } from "@/components/ui/cn.ts";
import { setSoundSettings, useSoundSettings } from "./sound-settings.ts";

/** A round button that the pointer presses without taking the focus, so that Space goes on meaning "pause". */
export function RoundButton({ className, label, ...rest }: ComponentProps<"button"> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onMouseDown={(event) => event.preventDefault()}
      className={cn(
        "grid size-11 shrink-0 place-items-center rounded-full text-muted transition-colors duration-150 hover:bg-sunken hover:text-ink disabled:opacity-40 [&_svg]:size-5",
        className,
      )}
      {...rest}
    />
  );
}

export function toggleFullScreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen?.({ navigationUI: "hide" });
  // A browser that refuses shows what it shows.
  done?.catch(() => {});
}

function watchFullScreen(listener: () => void): () => void {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
}

const never = () => () => {};

/** What is heard, and how much of the screen is taken. */
export function Switches() {
  const { voice, muted } = useSoundSettings();
  const full = useSyncExternalStore(
    watchFullScreen,
    () => document.fullscreenElement !== null,
    () => false,
  );
  const canBeFull = useSyncExternalStore(
    never,
    () => document.fullscreenEnabled,
    () => false,
  );
  return (
    <div className="flex items-center">
      <RoundButton
        label="Speak pose names"
        aria-pressed={voice}
        disabled={muted}
        onClick={() => setSoundSettings({ voice: !voice })}
      >
        {voice ? <MessageSquare aria-hidden="true" /> : <MessageSquareOff aria-hidden="true" />}
      </RoundButton>
      <RoundButton label={muted ? "Sound on (M)" : "Mute (M)"} onClick={() => setSoundSettings({ muted: !muted })}>
        {muted ? <VolumeX aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
      </RoundButton>
      {canBeFull && (
        <RoundButton label={full ? "Leave full screen (F)" : "Full screen (F)"} onClick={toggleFullScreen}>
          {full ? <Minimize aria-hidden="true" /> : <Maximize aria-hidden="true" />}
        </RoundButton>
      )}
    </div>
  );
}

interface CourseProps {
  playing: boolean;
  onToggle: () => void;
  onPrevious: () => void;
  onNext: () => void;
}

/** Back, pause, on: where a thumb reaches them. */
export function CourseControls({ playing, onToggle, onPrevious, onNext }: CourseProps) {
  return (
    <div className="flex items-center justify-center gap-6">
      <RoundButton label="Previous" className="size-14" onClick={onPrevious}>
        <SkipBack aria-hidden="true" />
      </RoundButton>
      <RoundButton
        label={playing ? "Pause" : "Resume"}
        className="size-16 bg-practice text-on-practice hover:bg-practice/90 hover:text-on-practice [&_svg]:size-6"
        onClick={onToggle}
      >
        {playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </RoundButton>
      <RoundButton label="Next" className="size-14" onClick={onNext}>
        <SkipForward aria-hidden="true" />
      </RoundButton>
    </div>
  );
}
