"use client";
import { CloudDownload } from "lucide-react";
import { formatHold } from "@/components/practice/labels.ts";
import { Button } from "@/components/ui/button.tsx";
import { formatCount } from "@/lib/core/format.ts";
import { stepSeconds, totalSeconds } from "@/lib/practice/constants.ts";
import type { Step } from "@/lib/practice/shapes.ts";
import { PosePicture, type Poses } from "./pose-picture.tsx";

interface BeforeProps {
  name: string;
  steps: readonly Step[];
  poses: Poses;
  /** It can be played without a connection from now on. */
  keptHere: boolean;
  /** Something practised earlier could not be sent yet. */
  waits: boolean;
  /** Another tab plays it. */
  elsewhere: boolean;
  onBegin: () => void;
  onTakeOver: () => void;
}

const sidesOf = ({ side }: Step): string =>
  side === null ? "" : side === "both" ? " · left, then right" : ` · ${side} side`;

/** What is about to begin. It needs a press, without which browsers make no sound. */
export function StartScreen({ name, steps, poses, keptHere, waits, elsewhere, onBegin, onTakeOver }: BeforeProps) {
  const [first] = steps;
  return (
    <div className="mx-auto grid w-full max-w-md content-center justify-items-center gap-5 px-4 py-6">
      {first && (
        <PosePicture
          joints={poses[first.pose_slug]?.joints}
          side={first.side === "right" ? "right" : first.side && "left"}
          name={first.english_name}
          className="size-40 short:hidden"
        />
      )}
      <div className="grid gap-1 text-center">
        <h1 className="text-balance font-semibold text-xl tracking-tight">{name}</h1>
        <p className="text-muted">
          {formatHold(totalSeconds([...steps]))} · {formatCount(steps.length, "pose")}
        </p>
      </div>
      {elsewhere ? (
        <div role="status" className="grid justify-items-center gap-3 text-center">
          <p>This practice is open in another tab.</p>
          <Button variant="practice" className="h-12 px-8 text-base" onClick={onTakeOver}>
            Continue here
          </Button>
        </div>
      ) : (
        <Button variant="practice" autoFocus className="h-12 px-8 text-base" onClick={onBegin}>
          Begin practice
        </Button>
      )}
      <ol className="w-full divide-y rounded-lg border bg-raised">
        {steps.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pose may come twice, and only its place tells one from another
          <li key={place} className="flex items-baseline justify-between gap-3 px-3 py-2">
            <span className="min-w-0">
              {step.english_name}
              <span className="text-muted">{sidesOf(step)}</span>
            </span>
            <span className="figures shrink-0 text-muted">{formatHold(stepSeconds(step))}</span>
          </li>
        ))}
      </ol>
      <div className="grid min-h-5 justify-items-center gap-1 text-center text-muted text-xs">
        {keptHere && (
          <p className="flex items-center gap-2">
            <CloudDownload aria-hidden="true" className="size-4" /> Saved in this browser for offline use.
          </p>
        )}
        {waits && <p>An earlier practice is saved here and will be sent when you're back online.</p>}
      </div>
    </div>
  );
}
