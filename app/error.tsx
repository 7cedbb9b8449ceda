"use client";
import { Failure } from "@/components/layout/error-page.tsx";
import { Alone } from "@/components/layout/standalone-layout.tsx";

export default function PageError(props: { error: unknown; retry: () => void }) {
  return (
    <Alone>
      <Failure {...props} />
    </Alone>
  );
}
