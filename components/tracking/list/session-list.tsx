"use client";
import { useEffect, useMemo, useRef } from "react";
import { Duration } from "@/components/time/duration.tsx";
import { EditedRow } from "@/components/tracking/editor/edited-row.tsx";
import type { EditingParts } from "@/components/tracking/editor/use-editing.ts";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatCount, formatDate, formatLongDate } from "@/lib/core/format.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { type DrawnDay, drawnDays, type Item, keyOf } from "./list-rows.ts";
import { type RowActs, SessionRow } from "./session-row.tsx";
import { useVirtualList } from "./use-virtual-list.ts";

interface SessionListProps {
  items: Item[];
  today: string;
  github: string;
  selected: ReadonlySet<number>;
  /** Null for viewers. */
  acts: RowActs | null;
  onSelect: (ids: number[], isOn: boolean) => void;
  editing: EditingParts;
  /** Hears which sessions are in sight. */
  onLook: (ids: number[]) => void;
  /** Is called when the end comes near. */
  onEnd: () => void;
}

/** How many rows before its end the list asks for more. */
const aheadBy = 100;

const isControl = (target: Element): boolean => target.closest("a, button, input, label, form") !== null;

interface DayHeadProps extends Pick<SessionListProps, "today" | "selected" | "acts" | "onSelect"> {
  day: DrawnDay["day"];
  id: string;
}

/** The head of a day: stays in sight for as long as something of the day is. */
function DayHead({ day, id, today, selected, acts, onSelect }: DayHeadProps) {
  const { date, sessions, seconds } = day;
  if (date === null) return null;
  const count = sessions.filter((session) => selected.has(session.id)).length;
  return (
    <>
      {acts && (
        <Checkbox
          aria-label={`Select all of ${formatLongDate(date)}`}
          checked={count === sessions.length}
          indeterminate={count > 0 && count < sessions.length}
          onChange={({ target }) =>
            onSelect(
              sessions.map((session) => session.id),
              target.checked,
            )
          }
        />
      )}
      <h2 id={id} className="font-medium">
        <time dateTime={date} title={`${formatLongDate(date)} ${date.slice(0, 4)}`}>
          {formatDate(date, today)}
        </time>
      </h2>
      <p className="ml-auto flex items-baseline gap-2 text-muted">
        {formatCount(sessions.length, "session")}
        <span aria-hidden="true">·</span>
        <Duration seconds={seconds} className="text-ink" />
      </p>
    </>
  );
}

/** Sessions day by day. Only what is in sight is drawn, so that ten thousand scroll as ten do. */
export function SessionList(props: SessionListProps) {
  const { items, today, github, selected, acts, onSelect, editing, onLook, onEnd } = props;
  const { timezone: zone } = useCurrentUser();
  const box = useRef<HTMLDivElement>(null);
  const { editors } = editing;
  const kept = useMemo(() => [...editors.keys()].map((id) => `session ${id}`), [editors]);
  const { virtualizer, scrollMargin, focusHandlers } = useVirtualList(items, box, kept);
  const placed = virtualizer.getVirtualItems();
  const boundsOf = (index: number) => virtualizer.measurementsCache[index] ?? { start: 0, end: 0 };
  const days = drawnDays(items, placed, boundsOf, scrollMargin);
  const bottom = scrollMargin + virtualizer.getTotalSize();
  const drawnTo = days.length > 0 ? boundsOf(days.at(-1)?.day.last ?? 0).end : scrollMargin;

  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  useEffect(() => {
    onLook(items.slice(startIndex, endIndex + 1).flatMap(({ session }) => session?.id ?? []));
  }, [items, startIndex, endIndex, onLook]);
  const isNearEnd = endIndex >= items.length - aheadBy;
  useEffect(() => {
    if (isNearEnd) onEnd();
  }, [isNearEnd, onEnd]);

  const edit = acts?.edit;
  useEffect(() => {
    function open(event: MouseEvent): void {
      if (!edit || !(event.target instanceof Element) || isControl(event.target)) return;
      const key = event.target.closest("[data-key]")?.getAttribute("data-key");
      const session = items.find((item) => keyOf(item) === key)?.session;
      if (!session) return;
      window.getSelection()?.removeAllRanges();
      edit(session);
    }
    // The pencil does the same for those who do not double-click.
    const list = box.current;
    list?.addEventListener("dblclick", open);
    return () => list?.removeEventListener("dblclick", open);
  }, [items, edit]);

  const row = (session: Session) => {
    const open = editors.get(session.id);
    return open ? (
      <EditedRow editing={open} parts={editing} />
    ) : (
      <SessionRow
        session={session}
        zone={zone}
        github={github}
        today={days[0]?.day.date === null ? today : undefined}
        isSelected={selected.has(session.id)}
        acts={acts}
      />
    );
  };

  return (
    <div ref={box} className="flow-root [overflow-anchor:none]" {...focusHandlers}>
      {days.map(({ day, above, rows, below }) => {
        const id = `day-${day.date ?? "all"}`;
        const named = day.date === null ? { "aria-label": "Sessions, longest first" } : { "aria-labelledby": id };
        return (
          <section key={id} {...named} style={{ marginTop: above }}>
            {day.date !== null && (
              <div
                ref={virtualizer.measureElement}
                data-index={day.first}
                data-key={`day ${day.date}`}
                className="sticky top-0 z-10 flex min-h-12 items-center gap-3 bg-paper pt-3 pb-1"
              >
                <DayHead id={id} day={day} today={today} selected={selected} acts={acts} onSelect={onSelect} />
              </div>
            )}
            <ul className="flow-root" style={{ paddingBottom: below }}>
              {rows.map((drawn) => (
                <li
                  key={drawn.session.id}
                  ref={virtualizer.measureElement}
                  data-index={drawn.index}
                  data-key={`session ${drawn.session.id}`}
                  style={{ marginTop: drawn.above }}
                  aria-setsize={day.sessions.length}
                  aria-posinset={drawn.index - day.first + (day.date === null ? 1 : 0)}
                >
                  {row(drawn.session)}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <div style={{ height: Math.max(0, bottom - drawnTo) }} />
    </div>
  );
}
