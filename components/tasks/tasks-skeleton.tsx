import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading } from "@/components/ui/states.tsx";

/** Tasks before they are there, each part at its size. */
export function TasksSkeleton() {
  return (
    <Loading label="Tasks are loading" className="mx-auto grid max-w-3xl grid-cols-1 gap-4">
      <div className="flex min-h-10 items-baseline gap-3">
        <h1 className="font-semibold text-xl tracking-tight">Tasks</h1>
      </div>
      <div className="grid gap-1.5">
        <Skeleton className="h-10" />
        <div className="h-7" />
      </div>
      <Skeleton className="h-15 md:h-28 xl:h-15" />
      <div className="grid gap-6">
        {["h-32", "h-44", "h-20"].map((height) => (
          <div key={height} className="grid gap-3">
            <Skeleton className="h-5 w-24" />
            <Skeleton className={height} />
          </div>
        ))}
      </div>
    </Loading>
  );
}
