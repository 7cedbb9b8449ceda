"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Flower2, Plus, Star } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { IgnoredParams } from "@/components/forms/ignored-params.tsx";
import { searchOf } from "@/components/forms/url-params.ts";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { CountLine, NothingMatches, ShowMore } from "@/components/ui/list-states.tsx";
import { EmptyState, ErrorState } from "@/components/ui/states.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatCount } from "@/lib/core/format.ts";
import type { SequenceSummary } from "@/lib/practice/shapes.ts";
import { namesOn, nothingOf, type SequenceFilters, sequenceParsers, sequenceProblems } from "./filters.ts";
import { sequencesQuery } from "./queries.ts";
import { SequenceCard } from "./sequence-card.tsx";
import { type FilterBarProps, SequenceChips, SequenceFilterBar } from "./sequence-filter-bar.tsx";
import { cardGrid, LoadingCards } from "./sequences-skeleton.tsx";
import { type Favorites, useFavorites } from "./use-favorites.ts";

const NewSequence = () => (
  <Button asChild variant="outline">
    <Link href="/practice/sequences/new" prefetch={false}>
      <Plus aria-hidden="true" />
      <span>
        New<span className="max-sm:sr-only"> sequence</span>
      </span>
    </Link>
  </Button>
);

/** Hands the focus on from a card that is about to go: to the star of the one after it, or before. */
function focusBeside(shown: SequenceSummary[], leaving: SequenceSummary): void {
  const index = shown.findIndex(({ id }) => id === leaving.id);
  const next = shown[index + 1] ?? shown[index - 1];
  const star = next && document.querySelector<HTMLElement>(`[data-favorite="${next.id}"]`);
  (star ?? document.getElementById("content"))?.focus();
}

/** What stands in place of the cards when there are none. */
function Nothing({ filters, mayWrite, onClear }: { filters: SequenceFilters; mayWrite: boolean; onClear: () => void }) {
  const [name, another] = namesOn(filters).filter((each) => each !== "avoid");
  if (name === undefined) {
    return (
      <EmptyState icon={Flower2} title="No sequences yet" action={mayWrite && <NewSequence />}>
        A sequence is a series of poses that Stint guides you through.
      </EmptyState>
    );
  }
  if (name === "favorite" && another === undefined) {
    return (
      <EmptyState
        icon={Star}
        title="No favourites yet"
        action={
          <Button variant="outline" onClick={onClear}>
            Show all sequences
          </Button>
        }
      >
        Star a sequence to find it here.
      </EmptyState>
    );
  }
  if (name === "mine" && another === undefined) {
    return (
      <EmptyState icon={Flower2} title="No sequences of your own yet" action={mayWrite && <NewSequence />}>
        Create one from poses, or duplicate an existing one and change it.
      </EmptyState>
    );
  }
  return <NothingMatches onClear={onClear}>No sequences match these filters.</NothingMatches>;
}

interface CardsProps {
  shown: SequenceSummary[];
  filters: SequenceFilters;
  favorites: Favorites;
}

function Cards({ shown, filters, favorites }: CardsProps) {
  const search = searchOf({ avoid: filters.avoid?.join(",") });
  return (
    <ul className={cardGrid}>
      {shown.map((sequence) => (
        <li key={sequence.id}>
          <SequenceCard
            sequence={sequence}
            search={search}
            isFavorite={favorites.isFavorite(sequence)}
            onToggleFavorite={() => {
              if (filters.favorite) focusBeside(shown, sequence);
              favorites.toggle(sequence);
            }}
          />
        </li>
      ))}
    </ul>
  );
}

/** All sequences that somebody may practise, and what narrows them. */
export function Sequences() {
  const mayWrite = useCurrentUser().role !== "viewer";
  const [filters, setFilters] = useQueryStates(sequenceParsers, { history: "push" });
  const set: FilterBarProps<SequenceFilters>["set"] = useCallback(
    (values, options) => void setFilters(values, options),
    [setFilters],
  );
  const clear = () => set(nothingOf(filters));
  const favorites = useFavorites();
  const query = useInfiniteQuery({ ...sequencesQuery(filters), placeholderData: keepPreviousData });
  const { data, isPlaceholderData, hasNextPage } = query;
  const all = data?.pages.flatMap(({ sequences }) => sequences) ?? [];
  // Of favourites, one that is none any more leaves at once.
  const shown = all.filter((sequence) => !filters.favorite || isPlaceholderData || favorites.isFavorite(sequence));
  const total = Math.max(0, (data?.pages.at(-1)?.total ?? 0) - (all.length - shown.length));

  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="mr-auto font-semibold text-xl tracking-tight">Sequences</h1>
        {mayWrite && <NewSequence />}
      </div>
      <IgnoredParams
        problems={sequenceProblems(useSearchParams())}
        // Of what is to be left out, what was understood stays.
        onRemove={(names) =>
          set(Object.fromEntries(names.map((name) => [name, name === "avoid" ? filters.avoid : null])))
        }
      />
      <SequenceFilterBar filters={filters} set={set} />
      <SequenceChips filters={filters} set={set} />
      <CountLine
        said={data && formatCount(total, "sequence")}
        isFiltered={namesOn(filters).length > 0}
        onClear={clear}
      />
      {data ? (
        <div
          aria-busy={isPlaceholderData}
          className={cn("grid grid-cols-1 gap-5 transition-opacity", isPlaceholderData && "opacity-60")}
        >
          {shown.length > 0 ? (
            <Cards shown={shown} filters={filters} favorites={favorites} />
          ) : (
            <Nothing filters={filters} mayWrite={mayWrite} onClear={clear} />
          )}
          {hasNextPage && !isPlaceholderData && (
            <ShowMore
              left={total - shown.length}
              isLoading={query.isFetchingNextPage}
              hasFailed={query.isFetchNextPageError}
              onMore={() => void query.fetchNextPage({ cancelRefetch: false })}
            />
          )}
        </div>
      ) : query.isError ? (
        <ErrorState retry={() => void query.refetch()} retrying={query.isFetching}>
          The sequences failed to load. Nothing was changed.
        </ErrorState>
      ) : (
        <LoadingCards />
      )}
    </div>
  );
}
