import type { Metadata } from "next";
import { Alone } from "@/components/layout/standalone-layout.tsx";
import { Missing } from "@/components/ui/not-found-page.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Alone>
      <Missing />
    </Alone>
  );
}
