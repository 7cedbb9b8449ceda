"use client";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading } from "@/components/ui/states.tsx";
import type { Editing, EditingParts } from "./use-editing.ts";

/** Gives the focus back to the button that opened an editor, once its row is there again. */
function focusRow(id: number): void {
  requestAnimationFrame(() => {
    if (document.activeElement && document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>(`[data-edit="${id}"]`)?.focus();
  });
}

/** A row while it is edited; the editor comes with the first one. */
export function EditedRow({ editing, parts }: { editing: Editing; parts: EditingParts }) {
  const { id } = editing.base;
  const { Editor } = parts;
  return (
    <div className="py-2">
      <div className="rounded-lg border border-line bg-raised p-4 md:p-5">
        {Editor ? (
          <Editor
            editing={editing}
            onChange={(next) => parts.update(id, next)}
            onSave={(...given) => {
              parts.save(...given);
              focusRow(id);
            }}
            onTakeTheirs={(given) => {
              parts.takeTheirs(given);
              focusRow(id);
            }}
            onCancel={() => {
              parts.close(id);
              focusRow(id);
            }}
          />
        ) : (
          <Loading label="The editor is loading">
            <Skeleton className="h-104" />
          </Loading>
        )}
      </div>
    </div>
  );
}
