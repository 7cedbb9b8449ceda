import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { person } from "@/app/caller.ts";
import { fresh } from "@/components/data/fresh.ts";
import { repositoryQuery } from "@/components/sessions/queries.ts";
import { repositoryOf } from "@/components/sessions/repository-names.ts";
import { RepositoryTime } from "@/components/sessions/repository-time.tsx";
import { env } from "@/lib/env.ts";
import { tracking } from "@/lib/tracking/service.ts";

interface RepositoryPageProps {
  params: Promise<{ owner: string; repo: string }>;
}

export async function generateMetadata({ params }: RepositoryPageProps): Promise<Metadata> {
  const names = repositoryOf(await params);
  return { title: names ? `${names.owner}/${names.repo}` : "Not found" };
}

export default async function RepositoryPage({ params }: RepositoryPageProps) {
  const names = repositoryOf(await params);
  if (!names) notFound();
  const { owner, repo } = names;
  const totals = await tracking.repository(await person(), { owner, name: repo });
  return (
    <HydrationBoundary state={fresh([repositoryQuery(owner, repo).queryKey, totals])}>
      <RepositoryTime owner={owner} repo={repo} github={env().GITHUB_URL} />
    </HydrationBoundary>
  );
}
