import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading, LoadingRows } from "@/components/ui/states.tsx";

/** A repository, before its data is there: the same boxes. */
export function RepositorySkeleton() {
  return (
    <div className="mx-auto grid max-w-5xl grid-cols-1 gap-5">
      <Loading label="The repository is loading" className="grid gap-5">
        <Skeleton className="h-14 w-64" />
        <Skeleton className="h-24 rounded-lg" />
      </Loading>
      <LoadingRows label="Its pull requests are loading" rows={8} />
    </div>
  );
}
