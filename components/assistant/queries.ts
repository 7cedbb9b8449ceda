import { infiniteQueryOptions, type QueryKey, queryOptions } from "@tanstack/react-query";
import type { assistantContract } from "@/lib/assistant/contract.ts";
import type { ModelInfo } from "@/lib/assistant/shapes.ts";
import { read } from "@/lib/client/api.ts";
import { mergeConversation } from "./conversations/conversation-cache.ts";
import type { Conversation, ConversationPage, FoundPage } from "./turn/chat-message.ts";

/** The queries of the assistant's page. Keys that begin with "assistant" are refetched when something changed elsewhere. */

type Contract = typeof assistantContract;

/** How many messages a conversation opens with; each look back brings more of them. */
export const latestCount = 20;
const earlierCount = 50;

export const conversationKey = (id: number): QueryKey => ["assistant", "conversation", id];

export const conversationQuery = (person: number, id: number) =>
  queryOptions({
    queryKey: conversationKey(id),
    queryFn: async ({ client, signal }): Promise<Conversation> => {
      const path = `/users/${person}/conversations/${id}` as const;
      const latest = await read<Contract["read"]>(path, { limit: latestCount }, signal);
      return mergeConversation(client.getQueryData<Conversation>(conversationKey(id)), latest);
    },
  });

/** The messages before one of them. */
export const readEarlier = (person: number, id: number, before: number): Promise<Conversation> =>
  read<Contract["read"]>(`/users/${person}/conversations/${id}`, { limit: earlierCount, before });

/** What pages of lists are asked for, on the server as in the browser. */
export const listInput = (cursor: string | null) => ({ limit: 30, ...(cursor !== null && { cursor }) });

interface Pages<Page> {
  pages: Page[];
  pageParams: (string | null)[];
}

/** Conversations, the latest written in first. */
export const conversationsQuery = infiniteQueryOptions<
  ConversationPage,
  Error,
  Pages<ConversationPage>,
  QueryKey,
  string | null
>({
  queryKey: ["assistant", "conversations"],
  queryFn: ({ pageParam, signal }) => read<Contract["list"]>("/conversations", listInput(pageParam), signal),
  initialPageParam: null,
  getNextPageParam: (last) => last.next_cursor,
});

/** Conversations in which words were said. */
export const searchQuery = (q: string) =>
  infiniteQueryOptions<FoundPage, Error, Pages<FoundPage>, QueryKey, string | null>({
    queryKey: ["assistant", "search", q],
    queryFn: ({ pageParam, signal }) =>
      read<Contract["search"]>("/conversations/search", { q, ...listInput(pageParam) }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    enabled: q !== "",
  });

/** Which model answers. It changes with the server's settings only, so nothing refetches it. */
export const modelQuery = queryOptions({
  queryKey: ["assistant's model"],
  queryFn: ({ signal }): Promise<ModelInfo> => read<Contract["model"]>("/assistant/model", {}, signal),
});
