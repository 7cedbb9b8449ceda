import type { Metadata } from "next";
import { Missing } from "@/components/layout/not-found-page.tsx";
import { Alone } from "@/components/layout/standalone-layout.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Alone>
      <Missing />
    </Alone>
  );
}
