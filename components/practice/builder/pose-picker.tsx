"use client";
import { CornerDownRight, Plus, X } from "lucide-react";
import { type KeyboardEvent, memo, useEffect, useId, useRef, useState } from "react";
import { PosePicture, pictureGround } from "@/components/practice/library/pose-picture.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Input } from "@/components/ui/input.tsx";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { Select } from "@/components/ui/select.tsx";
import { type PoseCategory, poseCategories } from "@/lib/practice/constants.ts";
import { formatHold, formatLabel } from "../labels.ts";
import { findPoses, type PoseChoice } from "./pose-choice.ts";

export interface PosePickerProps {
  poses: readonly PoseChoice[];
  onAdd: (pose: PoseChoice) => void;
  /** The step that new ones come behind, as "3. Tree Pose"; at the end without one. */
  after: string | undefined;
  onAtEnd: () => void;
  /** What was added last, to be read out. */
  said: string;
  className?: string;
}

function Option({
  pose,
  id,
  active,
  onPoint,
  onAdd,
}: {
  pose: PoseChoice;
  id: string;
  active: boolean;
  onPoint: () => void;
  onAdd: () => void;
}) {
  const { pose_slug, english_name, sanskrit_name, category, typical_hold_seconds, bilateral } = pose;
  const told = [
    formatLabel(category),
    typical_hold_seconds && formatHold(typical_hold_seconds),
    bilateral && "each side",
  ];
  return (
    <button
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={cn("flex w-full items-center gap-3 rounded-md p-1.5 text-left", active && "bg-sunken")}
      onPointerMove={onPoint}
      // The press would take the focus out of the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onAdd}
    >
      <PosePicture slug={pose_slug} name={english_name} className={cn("size-11 shrink-0", pictureGround)} />
      <span className="grid min-w-0 flex-1">
        <span className="font-medium">
          <bdi>{english_name}</bdi>
        </span>
        <span className="text-muted text-xs">
          <bdi>{sanskrit_name}</bdi>
          <span className="sr-only">, </span>
          <span className="block">{told.filter(Boolean).join(" · ")}</span>
        </span>
      </span>
      <Plus aria-hidden="true" className="mr-1 size-4 shrink-0 text-muted" />
    </button>
  );
}

/** All poses to choose from. The focus stays in the search: arrow keys move, Enter adds, and one types on. */
export const PosePicker = memo(function PosePicker(props: PosePickerProps) {
  const { poses, onAdd, after, onAtEnd, said, className } = props;
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const [category, setCategory] = useState<PoseCategory | "">("");
  const [at, setAt] = useState(0);
  const found = findPoses(poses, query, category);
  const active = found[at];

  useEffect(() => {
    const option = list.current?.children[at];
    const box = list.current?.getBoundingClientRect();
    const place = option?.getBoundingClientRect();
    // Only within the list: the page must stay where it is.
    if (!list.current || !box || !place) return;
    if (place.top < box.top) list.current.scrollTop -= box.top - place.top;
    else if (place.bottom > box.bottom) list.current.scrollTop += place.bottom - box.bottom;
  }, [at]);

  function look(text: string, kind: PoseCategory | ""): void {
    setQuery(text);
    setCategory(kind);
    setAt(0);
    if (list.current) list.current.scrollTop = 0;
  }

  function add(pose: PoseChoice): void {
    onAdd(pose);
    // After a name was typed, the field is ready for the next one.
    search.current?.select();
  }

  function press(event: KeyboardEvent): void {
    const { key } = event;
    if (isComposing(event) || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((at + step + found.length) % Math.max(1, found.length));
    } else if (key === "Enter") {
      event.preventDefault();
      if (active) add(active);
    } else if (key === "Escape" && query !== "") {
      event.stopPropagation();
      look("", category);
    }
  }

  return (
    <div className={cn("flex min-h-0 flex-col gap-3", className)}>
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] gap-2">
        <Input
          ref={search}
          enterKeyHint="done"
          role="combobox"
          aria-label="Find a pose to add"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active ? `${listId}-${active.pose_slug}` : undefined}
          data-shortcut="search"
          data-picker
          placeholder="Find a pose…"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={query}
          onChange={({ target }) => look(target.value, category)}
          onKeyDown={press}
        />
        <Select
          aria-label="Kind of pose"
          value={category}
          onChange={({ target }) => look(query, target.value as PoseCategory | "")}
        >
          <option value="">All kinds</option>
          {poseCategories.map((each) => (
            <option key={each} value={each}>
              {formatLabel(each)}
            </option>
          ))}
        </Select>
      </div>
      {after !== undefined && (
        <p className="flex items-center gap-2 rounded-md bg-practice-soft py-1 pr-1 pl-2 text-practice">
          <CornerDownRight aria-hidden="true" className="size-4 shrink-0" />
          <span className="min-w-0 flex-1 truncate">After {after}</span>
          <button
            type="button"
            aria-label="Add at the end instead"
            title="Add at the end instead"
            className="grid size-7 place-items-center rounded-sm hover:bg-raised"
            onClick={onAtEnd}
          >
            <X aria-hidden="true" className="size-4" />
          </button>
        </p>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
      {found.length === 0 && <p className="px-2 py-4 text-muted">No results.</p>}
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label="Poses"
        className="-mx-1.5 min-h-0 flex-1 overflow-y-auto overscroll-contain"
      >
        {found.map((pose, index) => (
          <Option
            key={pose.pose_slug}
            id={`${listId}-${pose.pose_slug}`}
            pose={pose}
            active={index === at}
            onPoint={() => setAt(index)}
            onAdd={() => {
              setAt(index);
              add(pose);
            }}
          />
        ))}
      </div>
    </div>
  );
});
