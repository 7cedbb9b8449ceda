import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading, LoadingRows } from "@/components/ui/states.tsx";

/** Tracking, before its data is there: the same boxes. */
export function TrackingSkeleton() {
  return (
    <div className="mx-auto grid max-w-5xl grid-cols-1 gap-5">
      <Loading label="Tracking is loading" className="grid gap-5">
        <div className="flex h-10 items-center justify-between">
          <Skeleton className="h-8 w-40" />
          <Skeleton className="h-10 w-60" />
        </div>
        <Skeleton className="h-64 rounded-lg" />
        <Skeleton className="h-14 md:h-51 xl:h-31" />
      </Loading>
      <LoadingRows label="Sessions are loading" rows={10} />
    </div>
  );
}
