"use client";
import { History, Plus } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import { IgnoredParams } from "@/components/forms/ignored-params.tsx";
import { useNow } from "@/components/time/now.tsx";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { usePart } from "@/components/ui/use-part.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { dateIn } from "@/lib/core/dates.ts";
import { formatCount } from "@/lib/core/format.ts";
import { ExportMenu } from "./list/export-menu.tsx";
import { FilterBar } from "./list/filter-bar.tsx";
import { SessionChips } from "./list/filter-chips.tsx";
import type { SetFilters } from "./list/filter-fields.tsx";
import { type Filters, filterParsers, isFiltered, problemsOf, unfiltered, yearParser } from "./list/filters.ts";
import { Sessions } from "./list/sessions.tsx";
import { type FirstPage, useSessions } from "./list/use-sessions.ts";
import { YearMap } from "./year/year-map.tsx";

const loadAdd = () => import("./editor/add-session.tsx").then((module) => module.AddSession);
const partsOfAddress = { ...filterParsers, ...yearParser };

interface TrackingProps {
  first: FirstPage;
  /** Where GitHub is. */
  github: string;
}

/** All that was tracked: the year, what narrows the list, and the list. */
export function TrackingPage({ first, github }: TrackingProps) {
  const { timezone: zone, role } = useCurrentUser();
  const mayWrite = role !== "viewer";
  const today = dateIn(zone, useNow(60_000));
  const [address, setAddress] = useQueryStates(partsOfAddress, { history: "push" });
  const { q, repo, pr, tag, from, to, sort, year } = address;
  const filters: Filters = useMemo(() => ({ q, repo, pr, tag, from, to, sort }), [q, repo, pr, tag, from, to, sort]);
  const set: SetFilters = useCallback((values, options) => void setAddress(values, options), [setAddress]);
  const clear = useCallback(() => set(unfiltered), [set]);
  const parts = useSessions(filters, first);
  const [Add, getAdd] = usePart(loadAdd);
  const [isAdding, setAdding] = useState(false);
  const add = () => {
    getAdd();
    setAdding(true);
  };

  const chosen = from !== null && from === to ? from : null;
  const choose = useCallback(
    (date: string) => set(date === chosen ? { from: null, to: null } : { from: date, to: date }),
    [set, chosen],
  );
  const setYear = useCallback((value: number | null) => void setAddress({ year: value }), [setAddress]);
  const total = parts.laid?.total ?? 0;
  const hasNothing = parts.laid !== null && total === 0 && !isFiltered(parts.asked) && !isFiltered(filters);

  return (
    <div className="mx-auto grid max-w-5xl grid-cols-1 gap-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-3">
        <h1 className="mr-auto font-semibold text-xl tracking-tight">Tracking</h1>
        {mayWrite && (
          <Button variant="outline" onClick={add}>
            <Plus aria-hidden="true" />
            <span>
              Add<span className="max-sm:sr-only"> a session</span>
            </span>
          </Button>
        )}
        <ExportMenu filters={filters} />
      </div>
      <IgnoredParams
        problems={problemsOf(useSearchParams())}
        onRemove={(names) => void setAddress(Object.fromEntries(names.map((name) => [name, null])))}
      />
      {!hasNothing && (
        <>
          <YearMap year={year} onYear={setYear} today={today} chosen={chosen} onChoose={choose} />
          <FilterBar filters={filters} set={set} today={today} />
          <SessionChips filters={filters} set={set} today={today} />
          <div className="-mb-4 flex min-h-8 items-center gap-3 text-muted">
            <p role="status">
              {parts.laid &&
                formatCount(total, "session").replace(/^\d+/, (count) => Number(count).toLocaleString("en"))}
            </p>
            {isFiltered(filters) && (
              <Button variant="ghost" size="sm" onClick={clear}>
                Clear all
              </Button>
            )}
          </div>
        </>
      )}
      <Sessions
        parts={parts}
        filters={filters}
        today={today}
        github={github}
        onClear={clear}
        nothing={
          <EmptyState
            icon={History}
            title="Nothing tracked yet"
            className="py-20"
            action={
              <div className="flex flex-wrap justify-center gap-3">
                <Button asChild variant="work">
                  <Link href="/today">Start tracking</Link>
                </Button>
                {mayWrite && (
                  <Button variant="outline" onClick={add}>
                    Add a session
                  </Button>
                )}
              </div>
            }
          >
            Your sessions will appear here, day by day.
          </EmptyState>
        }
      />
      {Add && <Add open={isAdding} onOpenChange={setAdding} reference={repo === null ? "" : `${repo}#${pr ?? ""}`} />}
    </div>
  );
}
