import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { isDocument } from "@/app/_lib/or-not-found.ts";
import { requireUser } from "@/app/_lib/session.ts";
import { repositoryQuery } from "@/components/tracking/list/queries.ts";
import { repositoryOf } from "@/components/tracking/list/repository-names.ts";
import { RepositorySkeleton } from "@/components/tracking/repository/repository-skeleton.tsx";
import { RepositoryTime } from "@/components/tracking/repository/repository-time.tsx";
import { Streamed } from "@/components/ui/streamed.tsx";
import { dehydrateQueries } from "@/lib/client/dehydrate-queries.ts";
import { env } from "@/lib/core/env.ts";
import { tracking } from "@/lib/tracking/service.ts";

interface RepositoryPageProps {
  params: Promise<{ owner: string; repo: string }>;
}

const load = cache(async (owner: string, repo: string) =>
  tracking.repository(await requireUser(), { owner, name: repo }),
);

export async function generateMetadata({ params }: RepositoryPageProps): Promise<Metadata> {
  const names = repositoryOf(await params);
  if (!names) return { title: "Not found" };
  const { repo_owner, repo_name } = await load(names.owner, names.repo);
  return { title: `${repo_owner}/${repo_name}` };
}

async function LoadedRepository({ params }: RepositoryPageProps) {
  const names = repositoryOf(await params);
  if (!names) notFound();
  const totals = await load(names.owner, names.repo);
  // The URL may differ from the stored name in case.
  const { repo_owner: owner, repo_name: repo } = totals;
  return (
    <HydrationBoundary state={dehydrateQueries([repositoryQuery(owner, repo).queryKey, totals])}>
      <RepositoryTime owner={owner} repo={repo} github={env().GITHUB_URL} />
    </HydrationBoundary>
  );
}

export default async function RepositoryPage({ params }: RepositoryPageProps) {
  return (
    <Streamed whole={isDocument(await headers())} fallback={<RepositorySkeleton />}>
      <LoadedRepository params={params} />
    </Streamed>
  );
}
