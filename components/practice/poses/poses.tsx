"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { PersonStanding } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { IgnoredParams } from "@/components/forms/ignored-params.tsx";
import { searchOf } from "@/components/forms/url-params.ts";
import {
  namesOn,
  nothingOf,
  type PoseFilters,
  poseParsers,
  poseProblems,
} from "@/components/practice/library/filters.ts";
import { posesQuery } from "@/components/practice/library/queries.ts";
import type { FilterBarProps } from "@/components/practice/library/sequence-filter-bar.tsx";
import { cn } from "@/components/ui/cn.ts";
import { CountLine, NothingMatches, ShowMore } from "@/components/ui/list-states.tsx";
import { EmptyState, ErrorState } from "@/components/ui/states.tsx";
import { formatCount } from "@/lib/core/format.ts";
import { PoseCard } from "./pose-card.tsx";
import { PoseChips, PoseFilterBar } from "./pose-filter-bar.tsx";
import { LoadingPoses, poseGrid } from "./poses-skeleton.tsx";

/** All poses, and what narrows them. */
export function Poses() {
  const [filters, setFilters] = useQueryStates(poseParsers, { history: "push" });
  const set: FilterBarProps<PoseFilters>["set"] = useCallback(
    (values, options) => void setFilters(values, options),
    [setFilters],
  );
  const clear = () => set(nothingOf(filters));
  const query = useInfiniteQuery({ ...posesQuery(filters), placeholderData: keepPreviousData });
  const { data, isPlaceholderData, hasNextPage } = query;
  const poses = data?.pages.flatMap((page) => page.poses) ?? [];
  const total = data?.pages.at(-1)?.total ?? 0;
  const isFiltered = namesOn(filters).length > 0;
  const search = searchOf({ avoid: filters.avoid?.join(",") });

  return (
    <div className="grid grid-cols-1 gap-5">
      <h1 className="font-semibold text-xl tracking-tight">Poses</h1>
      <IgnoredParams
        problems={poseProblems(useSearchParams())}
        // Of what is to be left out, what was understood stays.
        onRemove={(names) =>
          set(Object.fromEntries(names.map((name) => [name, name === "avoid" ? filters.avoid : null])))
        }
      />
      <PoseFilterBar filters={filters} set={set} />
      <PoseChips filters={filters} set={set} />
      <CountLine said={data && formatCount(total, "pose")} isFiltered={isFiltered} onClear={clear} />
      {data ? (
        <div
          aria-busy={isPlaceholderData}
          className={cn("grid grid-cols-1 gap-5 transition-opacity", isPlaceholderData && "opacity-60")}
        >
          {poses.length > 0 && (
            <ul className={poseGrid}>
              {poses.map((pose) => (
                <li key={pose.id}>
                  <PoseCard pose={pose} search={search} />
                </li>
              ))}
            </ul>
          )}
          {poses.length === 0 && isFiltered && (
            <NothingMatches onClear={clear}>No poses match these filters.</NothingMatches>
          )}
          {poses.length === 0 && !isFiltered && (
            <EmptyState icon={PersonStanding} title="No poses yet">
              Stint's own poses are added during setup.
            </EmptyState>
          )}
          {hasNextPage && !isPlaceholderData && (
            <ShowMore
              left={total - poses.length}
              isLoading={query.isFetchingNextPage}
              hasFailed={query.isFetchNextPageError}
              onMore={() => void query.fetchNextPage({ cancelRefetch: false })}
            />
          )}
        </div>
      ) : query.isError ? (
        <ErrorState retry={() => void query.refetch()} retrying={query.isFetching}>
          The poses failed to load. Nothing was changed.
        </ErrorState>
      ) : (
        <LoadingPoses />
      )}
    </div>
  );
}
