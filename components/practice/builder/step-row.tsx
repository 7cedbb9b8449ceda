"use client";
import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { GripVertical, SlidersHorizontal } from "lucide-react";
import { type KeyboardEvent, memo, useId, useState } from "react";
import { TextareaField } from "@/components/forms/field.tsx";
import { PosePicture, pictureGround } from "@/components/practice/library/pose-picture.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Segmented } from "@/components/ui/segmented.tsx";
import type { Side } from "@/lib/practice/constants.ts";
import { type DraftStep, formatSeconds, type StepChange, secondsOf } from "./draft.ts";
import { longestHold, longestTransition, type StepField } from "./problems.ts";
import { SecondsField } from "./seconds-field.tsx";
import { type StepActs, StepMenu } from "./step-menu.tsx";

const sideOptions: readonly { value: Side; label: string }[] = [
  { value: "left", label: "Left" },
  { value: "right", label: "Right" },
  { value: "both", label: "Both" },
];

export interface StepRowProps {
  step: DraftStep;
  /** From 0. */
  place: number;
  count: number;
  problems: Partial<Record<StepField, string>> | undefined;
  /** New poses come behind this one. */
  isAddedAfter: boolean;
  acts: StepActs;
}

interface MoreProps extends Pick<StepRowProps, "step" | "problems"> {
  id: string;
  name: string;
  onChange: (change: StepChange, about: string) => void;
}

/** What few steps need: another way into the pose, and a note. */
function More({ id, step, name, problems, onChange }: MoreProps) {
  return (
    <div id={id} className="grid gap-4 border-t p-3 @lg:grid-cols-[auto_minmax(0,1fr)]">
      <div className="grid content-start gap-1.5">
        <span aria-hidden="true" className="font-medium">
          Transition time
        </span>
        <SecondsField
          label={`Transition to ${name}, in seconds`}
          value={step.transition_seconds}
          least={0}
          most={longestTransition}
          error={problems?.transition_seconds}
          onChange={(transition_seconds) => onChange({ transition_seconds }, "transition")}
        />
      </div>
      <TextareaField
        label="Note"
        name="note"
        rows={2}
        dir="auto"
        hint="Shown while the pose is held."
        value={step.note}
        error={problems?.note}
        // The server takes one line; it may wrap.
        onChange={({ target }) => onChange({ note: target.value.replaceAll(/[\r\n\t]+/g, " ") }, "note")}
      />
    </div>
  );
}

/** One step of the sequence. Alt with ↑ or ↓ moves it, from anywhere in it. */
export const StepRow = memo(function StepRow(props: StepRowProps) {
  const { step, place, count, problems, isAddedAfter, acts } = props;
  const { key, pose_slug, english_name, sanskrit_name, bilateral, side } = step;
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: key,
  });
  const [opened, setOpened] = useState(false);
  const moreId = useId();
  const name = `step ${place + 1}, ${english_name}`;
  const isOpen = opened || problems?.note !== undefined || problems?.transition_seconds !== undefined;
  const change = (next: StepChange, about: string) => acts.change(key, next, about);

  function press(event: KeyboardEvent): void {
    const way = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (way === 0 || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    acts.move(key, place + way);
  }

  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={cn(
        "relative rounded-md border bg-raised",
        isDragging && "z-10 border-edge shadow-float",
        isAddedAfter && "border-b-2 border-practice",
        problems && "border-danger",
      )}
      onKeyDown={press}
    >
      <div className="grid grid-cols-[auto_auto_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-3 p-2 @min-[40rem]:grid-cols-[auto_auto_minmax(0,1fr)_auto_auto]">
        <button
          ref={setActivatorNodeRef}
          type="button"
          {...attributes}
          {...listeners}
          aria-label={`Move ${english_name}, place ${place + 1} of ${count}`}
          data-step={key}
          className="grid h-11 w-7 cursor-grab touch-none place-items-center rounded-sm text-muted hover:text-ink active:cursor-grabbing"
        >
          <GripVertical aria-hidden="true" className="size-4" />
        </button>
        <PosePicture
          slug={pose_slug}
          name={english_name}
          mirrored={side === "left"}
          className={cn("size-11 shrink-0", pictureGround)}
        />
        <div className="min-w-0">
          <p className="font-medium wrap-anywhere">
            <span className="figures mr-1.5 text-muted">{place + 1}</span>
            <bdi>{english_name}</bdi>
          </p>
          <p className="text-muted text-xs">
            <bdi>{sanskrit_name}</bdi> ·{" "}
            <span className="figures whitespace-nowrap">{formatSeconds(secondsOf(step))}</span>
          </p>
        </div>
        <div className="flex flex-wrap items-start gap-2 @max-[40rem]:order-last @max-[40rem]:col-span-full @min-[40rem]:justify-end">
          {(bilateral || side !== null) && (
            <Segmented
              label={`Side of ${name}`}
              options={bilateral ? sideOptions : sideOptions.filter(({ value }) => value === side)}
              value={side ?? ("" as Side)}
              onChange={(next) => change({ side: next }, "side")}
              className="h-10 [&_label]:px-2"
            />
          )}
          <SecondsField
            label={`Hold of ${name}, in seconds${bilateral ? " for each side" : ""}`}
            value={step.hold_seconds}
            least={1}
            most={longestHold}
            error={problems?.hold_seconds}
            onChange={(hold_seconds) => change({ hold_seconds }, "hold")}
          />
        </div>
        <div className="flex">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? moreId : undefined}
            aria-label={`Note and transition of ${name}`}
            title="Note and transition"
            className="grid size-9 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink aria-expanded:text-ink"
            onClick={() => setOpened(!isOpen)}
          >
            <SlidersHorizontal aria-hidden="true" className="size-4" />
          </button>
          <StepMenu step={step} place={place} count={count} acts={acts} />
        </div>
        {!isOpen && step.note.trim() !== "" && (
          <p dir="auto" className="col-span-full border-practice border-l-2 pl-2 text-muted wrap-anywhere">
            {step.note}
          </p>
        )}
        {(problems?.pose_slug ?? problems?.side) !== undefined && (
          <p tabIndex={-1} data-problem className="col-span-full text-danger">
            {problems?.pose_slug ?? problems?.side}
            {problems?.side !== undefined && (
              <button type="button" className="ml-2 underline" onClick={() => change({ side: null }, "side")}>
                Remove the side
              </button>
            )}
          </p>
        )}
      </div>
      {isOpen && <More id={moreId} step={step} name={name} problems={problems} onChange={change} />}
    </li>
  );
});
