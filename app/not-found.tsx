import type { Metadata } from "next";
import { StandaloneLayout } from "@/components/layout/standalone-layout.tsx";
import { NotFoundPage } from "@/components/ui/not-found-page.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <StandaloneLayout>
      <NotFoundPage />
    </StandaloneLayout>
  );
}
