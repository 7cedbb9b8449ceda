import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { isDocument, orNotFound, parseId } from "@/app/_lib/or-not-found.ts";
import { requireUser } from "@/app/_lib/session.ts";
import { Assistant } from "@/components/assistant/assistant.tsx";
import { AssistantSkeleton } from "@/components/assistant/conversations/conversation-skeleton.tsx";
import {
  conversationKey,
  conversationsQuery,
  latestCount,
  listInput,
  modelQuery,
} from "@/components/assistant/queries.ts";
import { Streamed } from "@/components/ui/streamed.tsx";
import { assistant } from "@/lib/assistant/service.ts";
import { dehydrateQueries } from "@/lib/client/dehydrate-queries.ts";

interface AssistantProps {
  params: Promise<{ path?: string[] }>;
}

/** A conversation with its latest messages; loaded once for the page and its title. */
const conversation = cache(async (id: number) => {
  const caller = await requireUser();
  return orNotFound(assistant.read(caller, { user_id: caller.principal.id, id, limit: latestCount }));
});

/** The requested conversation; null for a new one. */
async function askedIn({ params }: AssistantProps): Promise<number | null> {
  const { path = [] } = await params;
  if (path.length > 1) notFound();
  return path[0] === undefined ? null : parseId(path[0]);
}

export async function generateMetadata(props: AssistantProps): Promise<Metadata> {
  const id = await askedIn(props);
  return { title: id === null ? "Assistant" : (await conversation(id)).title };
}

async function LoadedAssistant({ id }: { id: number | null }) {
  const caller = await requireUser();
  const [list, model, open] = await Promise.all([
    assistant.list(caller, listInput(null)),
    assistant.model(caller, {}),
    id === null ? null : conversation(id),
  ]);
  const state = dehydrateQueries(
    [conversationsQuery.queryKey, { pages: [list], pageParams: [null] }],
    [modelQuery.queryKey, model],
    ...(open ? ([[conversationKey(open.id), open]] as [typeof conversationsQuery.queryKey, unknown][]) : []),
  );
  return (
    <HydrationBoundary state={state}>
      <Assistant />
    </HydrationBoundary>
  );
}

export default async function AssistantPage(props: AssistantProps) {
  const id = await askedIn(props);
  return (
    <Streamed whole={isDocument(await headers())} fallback={<AssistantSkeleton />}>
      <LoadedAssistant id={id} />
    </Streamed>
  );
}
