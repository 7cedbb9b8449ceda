import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { repositoryOf } from "@/components/tracking/list/repository-names.ts";

interface RepositoryLayoutProps {
  params: Promise<{ owner: string; repo: string }>;
  children: ReactNode;
}

/** Validates the names before anything is streamed: once a loading page is sent, it is too late for a 404 status. */
export default async function RepositoryLayout({ params, children }: RepositoryLayoutProps) {
  if (!repositoryOf(await params)) notFound();
  return children;
}
