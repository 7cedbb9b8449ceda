"use client";
import { Alone } from "@/components/frame/alone.tsx";
import { Failure } from "@/components/frame/failure.tsx";

export default function PageError(props: { error: unknown; retry: () => void }) {
  return (
    <Alone>
      <Failure {...props} />
    </Alone>
  );
}
