import { Card } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading } from "@/components/ui/states.tsx";

/** Today before its numbers are there, each part at its size. */
export function TodaySkeleton() {
  return (
    <Loading label="Today is loading" className="mx-auto grid max-w-5xl grid-cols-1 gap-5">
      <div className="flex items-baseline gap-3">
        <h1 className="font-semibold text-xl tracking-tight">Today</h1>
        <Skeleton className="h-4 w-40" />
      </div>
      <Card className="grid h-50 content-start gap-3 p-5 sm:h-36.5 lg:h-34">
        <Skeleton className="h-4 w-28" />
        <Skeleton className="h-10" />
      </Card>
      <Card className="flex h-27.5 gap-3 p-5 max-sm:flex-col sm:h-16.5 sm:items-center">
        <Skeleton className="h-8 w-48" />
        <Skeleton className="h-8 sm:ml-auto sm:w-32" />
      </Card>
      <Card className="flex h-13.5 items-center px-5">
        <Skeleton className="h-6 w-24" />
      </Card>
      <Card className="grid h-38.5 gap-3 p-5">
        <Skeleton className="h-6 w-24" />
        <Skeleton className="h-14" />
        <Skeleton className="h-4" />
      </Card>
      <Card className="grid h-61 grid-cols-2 gap-5 p-5 sm:h-34.5 sm:grid-cols-3 lg:h-30.5">
        {["today", "week", "streak"].map((figure) => (
          <div key={figure} className="grid content-start gap-2.5">
            <Skeleton className="h-3 w-14" />
            <Skeleton className="h-7 w-full max-w-28" />
            <Skeleton className="h-3 w-full max-w-40" />
          </div>
        ))}
      </Card>
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <Card className="flex flex-col gap-4 p-5">
          <Skeleton className="h-6 w-48" />
          <Skeleton className="h-10" />
          <Skeleton className="min-h-46 flex-1" />
        </Card>
        <Card className="grid gap-4 p-5">
          <Skeleton className="h-6 w-36" />
          {["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].map((row) => (
            <Skeleton key={row} className="h-10" />
          ))}
        </Card>
      </div>
    </Loading>
  );
}
