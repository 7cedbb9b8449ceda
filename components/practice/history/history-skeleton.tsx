import { Card } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading, LoadingRows } from "@/components/ui/states.tsx";

/** The history before its numbers are there, each part at its size. */
export function HistorySkeleton() {
  return (
    <Loading label="Your history is loading" className="grid grid-cols-1 gap-5">
      <h1 className="font-semibold text-xl tracking-tight">History</h1>
      <Card className="grid h-58 grid-cols-2 gap-5 p-5 sm:h-61.5 lg:h-27 lg:grid-cols-4">
        {["week", "all", "streak", "longest"].map((figure) => (
          <div key={figure} className="grid content-start gap-2.5">
            <Skeleton className="h-3 w-14" />
            <Skeleton className="h-7 w-full max-w-28" />
          </div>
        ))}
      </Card>
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card className="grid h-116.5 content-start gap-4 p-5 sm:h-125.5 lg:h-144.5">
          <Skeleton className="h-8 w-48" />
          <Skeleton className="h-75 sm:h-96" />
        </Card>
        <div className="grid grid-cols-1 gap-5 sm:max-lg:grid-cols-2">
          <Card className="grid min-h-63.5 content-start gap-4 p-5">
            <Skeleton className="h-6 w-20" />
            <Skeleton className="h-36" />
          </Card>
          <Card className="grid content-start gap-4 p-5">
            <Skeleton className="h-6 w-20" />
            <Skeleton className="h-10" />
          </Card>
        </div>
      </div>
      <Card className="grid h-136.5 content-start gap-4 p-5 sm:h-83.5 lg:h-60.5">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-24" />
      </Card>
      <LoadingRows label="Practices are loading" rows={4} row="h-14" />
    </Loading>
  );
}
