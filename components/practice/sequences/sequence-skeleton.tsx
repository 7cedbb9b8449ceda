import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading, LoadingRows } from "@/components/ui/states.tsx";

/** A sequence's own page, before its data is there: the same boxes. */
export function SequenceSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-5">
      <Loading label="The sequence is loading" className="grid gap-5">
        <Skeleton className="h-9 w-72 max-w-full" />
        <Skeleton className="h-20" />
        <Skeleton className="h-10 w-80 max-w-full" />
        <Skeleton className="h-16" />
      </Loading>
      <LoadingRows label="Its steps are loading" rows={10} row="h-18" />
    </div>
  );
}
