"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { ErrorState } from "@/components/ui/states.tsx";

/** Stands where a list would be that could not be read. */
export function ListFailed({ title }: { title: string }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <ErrorState title={title} retry={() => startTransition(() => router.refresh())} retrying={pending} className="py-6">
      The rest of this page works. Nothing is lost.
    </ErrorState>
  );
}
