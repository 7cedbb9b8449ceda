"use client";
import {
  type Announcements,
  closestCenter,
  DndContext,
  KeyboardSensor,
  type Modifier,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { memo, useId } from "react";
import type { DraftStep } from "./draft.ts";
import type { Problems } from "./problems.ts";
import type { StepActs } from "./step-menu.tsx";
import { StepRow } from "./step-row.tsx";

interface StepListProps {
  steps: DraftStep[];
  problems: Problems["steps"];
  addedAfter: string | null;
  acts: StepActs;
}

const upAndDown: Modifier = ({ transform }) => ({ ...transform, x: 0 });
/** A press on the handle is no drag yet. */
const pointer = { activationConstraint: { distance: 4 } };
const keyboard = { coordinateGetter: sortableKeyboardCoordinates };

const instructions = {
  draggable:
    "Press Space or Enter to pick up the pose, the up and down arrow keys to move it, Space or Enter to drop it, Escape to cancel. Alt with an arrow key moves it at once.",
};

/** What is read out while a pose is moved. */
function announcementsOf(steps: DraftStep[]): Announcements {
  const placeOf = (id: UniqueIdentifier | undefined) => steps.findIndex(({ key }) => key === id);
  const nameOf = (id: UniqueIdentifier) => steps[placeOf(id)]?.english_name ?? "The pose";
  const say = (id: UniqueIdentifier, at: number) => `${nameOf(id)}, place ${at + 1} of ${steps.length}`;
  return {
    onDragStart: ({ active }) => `Picked up ${say(active.id, placeOf(active.id))}.`,
    onDragOver: ({ active, over }) => (over ? `${say(active.id, placeOf(over.id))}.` : undefined),
    onDragEnd: ({ active, over }) => `Dropped ${say(active.id, placeOf((over ?? active).id))}.`,
    onDragCancel: ({ active }) => `${say(active.id, placeOf(active.id))}, not moved.`,
  };
}

/** The steps in their order, which a drag, the keyboard or a menu changes. */
export const StepList = memo(function StepList({ steps, problems, addedAfter, acts }: StepListProps) {
  const id = useId();
  const sensors = useSensors(useSensor(PointerSensor, pointer), useSensor(KeyboardSensor, keyboard));
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[upAndDown]}
      accessibility={{ announcements: announcementsOf(steps), screenReaderInstructions: instructions }}
      onDragEnd={({ active, over }) => {
        const to = steps.findIndex(({ key }) => key === over?.id);
        if (over && over.id !== active.id) acts.move(String(active.id), to);
      }}
    >
      <SortableContext items={steps.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
        <ol aria-label="Steps" className="@container grid gap-2">
          {steps.map((step, place) => (
            <StepRow
              key={step.key}
              step={step}
              place={place}
              count={steps.length}
              problems={problems[step.key]}
              isAddedAfter={step.key === addedAfter}
              acts={acts}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
});
