"use client";
import { ChevronDown, Pencil, Trash2 } from "lucide-react";
import { useId, useRef, useState } from "react";
import { formatLabel } from "@/components/practice/labels.ts";
import { Figures } from "@/components/time/duration.tsx";
import { formatExactTimes } from "@/components/tracking/list/session-times.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { NearLink } from "@/components/ui/near-link.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading } from "@/components/ui/states.tsx";
import { usePart } from "@/components/ui/use-part.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatCount } from "@/lib/core/format.ts";
import type { Practice } from "@/lib/practice/shapes.ts";
import { formatHeld, formatUnfinished, formatWhen } from "./labels.ts";
import { PracticePoses } from "./practice-poses.tsx";

const loadEditor = () => import("./practice-editor.tsx").then((module) => module.PracticeEditor);

/** What a practice is called: where its sequence still is, the way there. */
function Name({ practice: { sequence_id, sequence_name } }: { practice: Practice }) {
  if (sequence_id === null) return <span className="wrap-anywhere min-w-0 font-medium">{sequence_name}</span>;
  return (
    <NearLink
      href={`/practice/sequences/${sequence_id}`}
      className="wrap-anywhere min-w-0 rounded-sm font-medium hover:underline"
    >
      {sequence_name}
    </NearLink>
  );
}

/** What was felt and written. */
function Words({ mood, note }: Pick<Practice, "mood" | "note">) {
  if (!mood && !note) return null;
  return (
    <div className="flex min-w-0 items-start gap-2 text-muted text-xs">
      {mood && (
        <Badge tone="practice" className="shrink-0">
          <bdi className="truncate">{formatLabel(mood)}</bdi>
        </Badge>
      )}
      {note && (
        <p dir="auto" className="wrap-anywhere line-clamp-3 min-w-0 flex-1 whitespace-pre-line text-left leading-5">
          {note}
        </p>
      )}
    </div>
  );
}

interface PracticeRowProps {
  practice: Practice;
  onRemove: (practice: Practice) => void;
}

/** One practice: what it was, and on opening what became of each pose. */
export function PracticeRow({ practice, onRemove }: PracticeRowProps) {
  const { role } = useCurrentUser();
  const id = useId();
  const editButton = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isEdited, setEdited] = useState(false);
  const [Editor, getEditor] = usePart(loadEditor, () => setEdited(false));
  const when = formatWhen(practice);
  const which = `${practice.sequence_name}, ${when}`;
  const unfinished = formatUnfinished(practice);
  const held = formatHeld(practice);
  const { timezone, started_at, ended_at, status, completed_poses, pose_count } = practice;
  return (
    <li data-practice={practice.id} className="grid gap-2 border-t py-2.5">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4">
        <div className="grid min-w-0 gap-0.5">
          <p className="flex min-w-0 items-center gap-2">
            <Name practice={practice} />
            {unfinished && <Badge className="shrink-0">{unfinished}</Badge>}
          </p>
          <p className="flex flex-wrap gap-x-2 text-muted text-xs">
            <span className="whitespace-nowrap text-ink sm:hidden">{held}</span>
            <span aria-hidden="true" className="sm:hidden">
              ·
            </span>
            <time
              dateTime={started_at}
              title={`${formatExactTimes({ start_time: started_at, end_time: ended_at }, timezone)} (${timezone})`}
              className="figures"
            >
              {when}
            </time>
            <span aria-hidden="true">·</span>
            <span>{formatLabel(practice.style)}</span>
            <span aria-hidden="true">·</span>
            <span>
              {completed_poses === pose_count
                ? formatCount(pose_count, "pose")
                : `${completed_poses} of ${formatCount(pose_count, "pose")}`}
            </span>
          </p>
        </div>
        <div className="flex items-center">
          <span className="mr-2 whitespace-nowrap max-sm:hidden">
            <Figures text={held} />
          </span>
          <Button
            variant="ghost"
            size="icon"
            className="text-muted hover:text-ink"
            aria-label={`Poses of ${which}`}
            title="Poses"
            aria-expanded={isOpen}
            aria-controls={`${id}-poses`}
            onClick={() => setOpen(!isOpen)}
          >
            <ChevronDown aria-hidden="true" className={cn("transition-transform", isOpen && "rotate-180")} />
          </Button>
          {role !== "viewer" && (
            <>
              <Button
                ref={editButton}
                variant="ghost"
                size="icon"
                className="text-muted hover:text-ink"
                aria-label={`Edit ${which}`}
                title={status === "active" ? "This practice is still running" : "Edit"}
                disabled={status === "active"}
                aria-expanded={isEdited}
                onClick={() => {
                  getEditor();
                  setEdited(!isEdited);
                }}
              >
                <Pencil aria-hidden="true" />
              </Button>
              <Button
                variant="ghost"
                size="icon"
                className="text-muted hover:text-danger"
                aria-label={`Delete ${which}`}
                title="Delete"
                onClick={() => onRemove(practice)}
              >
                <Trash2 aria-hidden="true" />
              </Button>
            </>
          )}
        </div>
      </div>
      {!isEdited && <Words mood={practice.mood} note={practice.note} />}
      {isEdited &&
        (Editor ? (
          <Editor
            practice={practice}
            onClose={() => {
              setEdited(false);
              editButton.current?.focus();
            }}
          />
        ) : (
          <Loading label="The editor is loading">
            <Skeleton className="h-80" />
          </Loading>
        ))}
      <div id={`${id}-poses`} hidden={!isOpen} className="pb-1">
        {isOpen && <PracticePoses practice={practice} />}
      </div>
    </li>
  );
}
