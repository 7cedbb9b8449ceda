import { useId } from "react";
import { formatLabel } from "@/components/practice/labels.ts";
import { Duration } from "@/components/time/duration.tsx";
import { Card } from "@/components/ui/card.tsx";
import { formatCount } from "@/lib/core/format.ts";
import type { Stats } from "./queries.ts";

/** How much of each style was practised, the most first. */
export function Styles({ styles }: { styles: Stats["favorite_styles"] }) {
  const id = useId();
  const most = Math.max(...styles.map(({ total_seconds }) => total_seconds), 1);
  return (
    <Card aria-labelledby={id} className="flex flex-col gap-3 p-4 md:p-5">
      <h2 id={id} className="font-medium text-base">
        By style
      </h2>
      {styles.length === 0 ? (
        <p className="text-muted">Styles appear after your first full practice.</p>
      ) : (
        <ul className="grid gap-2.5">
          {styles.map(({ style, practice_count, total_seconds }) => (
            <li key={style} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1">
              <span>
                {formatLabel(style)}{" "}
                <span className="text-muted text-xs">{formatCount(practice_count, "practice")}</span>
              </span>
              <Duration seconds={total_seconds} />
              <span aria-hidden="true" className="col-span-2 h-1 overflow-hidden rounded-full bg-sunken">
                <span
                  className="block h-full rounded-full bg-practice"
                  style={{ width: `${(total_seconds / most) * 100}%` }}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
