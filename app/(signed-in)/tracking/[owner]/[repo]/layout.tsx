import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { repositoryOf } from "@/components/tracking/list/repository-names.ts";

interface RepositoryLayoutProps {
  params: Promise<{ owner: string; repo: string }>;
  children: ReactNode;
}

/** Looks at the names before anything is sent: where a page is loading already, it is too late for a status of 404. */
export default async function RepositoryLayout({ params, children }: RepositoryLayoutProps) {
  if (!repositoryOf(await params)) notFound();
  return children;
}
