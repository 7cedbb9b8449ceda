import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading, LoadingRows } from "@/components/ui/states.tsx";
import { pageHeight } from "./page-height.ts";

/** Messages on their way. */
export function MessagesSkeleton() {
  return (
    <Loading label="Messages are loading" className="mx-auto grid w-full max-w-3xl gap-5 pt-2">
      {["a", "b", "c"].map((key) => (
        <div key={key} className="grid gap-5">
          <Skeleton className="h-10 w-3/5 justify-self-end" />
          <Skeleton className="h-20 w-4/5" />
        </div>
      ))}
    </Loading>
  );
}

/** The whole page on its way. */
export function AssistantSkeleton() {
  return (
    <div className={`${pageHeight} grid grid-rows-[minmax(0,1fr)] gap-8 lg:grid-cols-[16rem_minmax(0,1fr)]`}>
      <LoadingRows label="Conversations are loading" rows={6} row="h-10" className="content-start max-lg:hidden" />
      <div className="flex min-h-0 flex-col gap-3 overflow-hidden">
        <Skeleton className="h-9 w-48" />
        <div className="flex-1">
          <MessagesSkeleton />
        </div>
        <Skeleton className="mb-9 h-12" />
      </div>
    </div>
  );
}
