"use client";
import { ErrorPage } from "@/components/layout/error-page.tsx";
import { StandaloneLayout } from "@/components/layout/standalone-layout.tsx";

export default function PageError(props: { error: unknown; retry: () => void }) {
  return (
    <StandaloneLayout>
      <ErrorPage {...props} />
    </StandaloneLayout>
  );
}
