import { Card } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";

/** Today before its numbers are there, each part at its size. */
export default function TodayLoading() {
  return (
    <div className="mx-auto grid max-w-5xl grid-cols-1 gap-5">
      <div className="flex items-baseline gap-3">
        <h1 className="font-semibold text-xl tracking-tight">Today</h1>
        <Skeleton className="h-4 w-44" />
      </div>
      <p role="status" className="sr-only">
        Today is loading
      </p>
      <Card className="grid h-29 gap-3 p-5">
        <Skeleton className="h-4 w-28" />
        <Skeleton className="h-10" />
      </Card>
      <Card className="grid grid-cols-3 divide-x divide-line">
        {["today", "week", "streak"].map((figure) => (
          <div key={figure} className="grid h-21 content-center gap-2 px-5 sm:h-23">
            <Skeleton className="h-3 w-14" />
            <Skeleton className="h-7 w-full max-w-28" />
          </div>
        ))}
      </Card>
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <Card className="grid gap-4 p-5">
          <Skeleton className="h-6 w-48" />
          <Skeleton className="h-56" />
          <Skeleton className="h-16" />
        </Card>
        <Card className="grid gap-4 p-5">
          <Skeleton className="h-6 w-36" />
          {["a", "b", "c", "d", "e"].map((row) => (
            <Skeleton key={row} className="h-10" />
          ))}
        </Card>
      </div>
    </div>
  );
}
