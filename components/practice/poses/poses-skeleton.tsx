import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading } from "@/components/ui/states.tsx";

export const poseGrid = "grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5";

/** Poses on their way. */
export function LoadingPoses() {
  return (
    <Loading label="Poses are loading" className={poseGrid}>
      {Array.from({ length: 15 }, (_, index) => (
        // Nothing tells one card from another but its place.
        <Skeleton key={String(index)} className="h-64 rounded-lg" />
      ))}
    </Loading>
  );
}

/** The page of poses, before its data is there: the same boxes. */
export function PosesSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-5">
      <div aria-hidden="true" className="grid gap-5">
        <Skeleton className="h-9 w-32" />
        <Skeleton className="h-14 md:h-28" />
        <Skeleton className="h-8 w-24" />
      </div>
      <LoadingPoses />
    </div>
  );
}

/** A pose's own page, before its data is there: the same boxes. */
export function PoseSkeleton() {
  return (
    <Loading label="The pose is loading" className="grid gap-6 md:grid-cols-2">
      <Skeleton className="aspect-square w-full rounded-lg" />
      <div className="grid content-start gap-4">
        <Skeleton className="h-16 w-64" />
        <Skeleton className="h-24" />
        <Skeleton className="h-48" />
      </div>
    </Loading>
  );
}
