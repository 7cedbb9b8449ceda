"use client";
import { Failure } from "@/components/frame/failure.tsx";

export default function PageError(props: { error: unknown; retry: () => void }) {
  return (
    <main id="content" className="px-4">
      <Failure {...props} />
    </main>
  );
}
