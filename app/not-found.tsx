import type { Metadata } from "next";
import { Alone } from "@/components/frame/alone.tsx";
import { Missing } from "@/components/frame/missing.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Alone>
      <Missing />
    </Alone>
  );
}
