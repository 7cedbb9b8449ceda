"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useQueryStates } from "nuqs";
import { FilterChips } from "@/components/forms/filter-chips.tsx";
import { IgnoredParams } from "@/components/forms/ignored-params.tsx";
import { searchOf } from "@/components/forms/url-params.ts";
import { formatLabel, formatTotal } from "@/components/practice/labels.ts";
import { avoidChips } from "@/components/practice/library/avoid-chips.ts";
import { ConcernNote } from "@/components/practice/library/concern-note.tsx";
import { namesOf } from "@/components/practice/library/concerns.ts";
import { avoidParsers, avoidProblems } from "@/components/practice/library/filters.ts";
import { PosePicture, pictureGround } from "@/components/practice/library/pose-picture.tsx";
import { sequenceQuery } from "@/components/practice/library/queries.ts";
import { formatAuthor } from "@/components/practice/library/sequence-card.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { NotFoundPage } from "@/components/ui/not-found-page.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { ApiError } from "@/lib/api/api-error.ts";
import { formatCount } from "@/lib/core/format.ts";
import type { ConditionId } from "@/lib/practice/conditions.ts";
import type { Sequence } from "@/lib/practice/shapes.ts";
import { SequenceActs } from "./sequence-acts.tsx";
import { SequenceSkeleton } from "./sequence-skeleton.tsx";
import { StepRow } from "./step-row.tsx";

const picturesShown = 24;

/** What kind of sequence it is, and whose. */
function Kind({ sequence }: { sequence: Sequence }) {
  const { style, difficulty, focus_area, is_public, is_mine, is_builtin } = sequence;
  const author = formatAuthor(sequence);
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Badge tone="practice">{formatLabel(style)}</Badge>
      <Badge>{formatLabel(difficulty)}</Badge>
      <Badge>
        <span className="truncate">{formatLabel(focus_area)}</span>
      </Badge>
      {!is_builtin && is_mine && <Badge>{is_public ? "Public" : "Private"}</Badge>}
      {author !== null && <bdi className="wrap-anywhere text-muted text-xs">{author}</bdi>}
    </div>
  );
}

/** All its poses in a row, the first of them where there are very many. */
function Strip({ steps }: { steps: Sequence["poses"] }) {
  const shown = steps.slice(0, picturesShown).map((step, index) => ({ ...step, place: index + 1 }));
  const more = steps.length - shown.length;
  return (
    <div aria-hidden="true" className={cn("flex flex-wrap items-center gap-x-1 gap-y-0.5 p-2", pictureGround)}>
      {shown.map(({ place, pose_slug, english_name, side }) => (
        <PosePicture
          key={place}
          slug={pose_slug}
          name={english_name}
          mirrored={side === "left"}
          className="size-11 shrink-0 sm:size-13"
        />
      ))}
      {more > 0 && <span className="figures px-2 text-muted text-xs">+{more}</span>}
    </div>
  );
}

interface SequenceLoadedProps {
  sequence: Sequence;
  avoid: readonly ConditionId[];
}

function SequenceLoaded({ sequence, avoid }: SequenceLoadedProps) {
  const { name, description, poses, total_seconds, concerns } = sequence;
  const concernOf = new Map(concerns.map((concern) => [concern.pose_slug, concern.conditions]));
  const search = searchOf({ avoid: avoid.length > 0 ? avoid.join(",") : null });
  const steps = poses.map((step, index) => ({ step, place: index + 1 }));
  return (
    <>
      <header className="grid gap-3">
        <h1 className="wrap-anywhere font-semibold text-xl tracking-tight">{name}</h1>
        <Kind sequence={sequence} />
        {description !== "" && (
          <p dir="auto" className="wrap-anywhere max-w-2xl whitespace-pre-line text-pretty">
            {description}
          </p>
        )}
      </header>
      <SequenceActs sequence={sequence} />
      {avoid.length > 0 && concerns.length === 0 && (
        <p className="text-muted">
          None of its poses has a known caution for: {namesOf(avoid)}. This is not medical advice and may be incomplete.
        </p>
      )}
      <ConcernNote concerns={concerns} />
      <section aria-labelledby="steps" className="grid gap-3">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h2 id="steps" className="mr-auto font-semibold text-base">
            {formatCount(poses.length, "pose")}
          </h2>
          <p className="text-muted">
            Total <span className="figures text-ink">{formatTotal(total_seconds)}</span>
          </p>
        </div>
        <Strip steps={poses} />
        <ol>
          {steps.map(({ step, place }) => (
            <StepRow
              key={place}
              step={step}
              place={place}
              concern={concernOf.get(step.pose_slug) ?? []}
              search={search}
            />
          ))}
        </ol>
      </section>
    </>
  );
}

/** A sequence: what it is, what one can do with it, and its steps. */
export function SequenceView({ id }: { id: number }) {
  const [{ avoid }, setAddress] = useQueryStates(avoidParsers, { history: "push" });
  const looked = avoid ?? [];
  const query = useQuery({ ...sequenceQuery(id, looked), placeholderData: (before) => before });
  const problems = avoidProblems(useSearchParams());
  const isGone = query.error instanceof ApiError && query.error.status === 404;
  if (isGone) return <NotFoundPage />;
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={cn("grid grid-cols-1 gap-5 transition-opacity", query.isPlaceholderData && "opacity-60")}
    >
      <IgnoredParams problems={problems} onRemove={() => void setAddress({ avoid })} />
      <FilterChips chips={avoidChips(avoid, (next) => void setAddress({ avoid: next }))} />
      {query.data ? (
        <SequenceLoaded sequence={query.data} avoid={looked} />
      ) : query.isError ? (
        <ErrorState retry={() => void query.refetch()} retrying={query.isFetching}>
          The sequence failed to load. Nothing was changed.
        </ErrorState>
      ) : (
        <SequenceSkeleton />
      )}
    </div>
  );
}
