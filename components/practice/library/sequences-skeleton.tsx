import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading } from "@/components/ui/states.tsx";

export const cardGrid = "grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3";

/** Cards of sequences on their way. */
export function LoadingCards() {
  return (
    <Loading label="Sequences are loading" className={cardGrid}>
      {Array.from({ length: 6 }, (_, index) => (
        // Nothing tells one card from another but its place.
        <Skeleton key={String(index)} className="h-72 rounded-lg" />
      ))}
    </Loading>
  );
}

/** The page of sequences, before its data is there: the same boxes. */
export function SequencesSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-5">
      <div aria-hidden="true" className="grid gap-5">
        <div className="flex h-10 items-center justify-between">
          <Skeleton className="h-8 w-44" />
          <Skeleton className="h-10 w-40" />
        </div>
        <Skeleton className="h-14 md:h-58 xl:h-40" />
        <Skeleton className="h-8 w-32" />
      </div>
      <LoadingCards />
    </div>
  );
}
