import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading, LoadingRows } from "@/components/ui/states.tsx";

/** The builder, before its data is there: the same boxes. */
export function BuilderSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-5">
      <Loading label="The builder is loading" className="grid gap-5">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="h-14" />
        <Skeleton className="h-56" />
      </Loading>
      <LoadingRows label="Its steps are loading" rows={4} row="h-16" />
    </div>
  );
}
