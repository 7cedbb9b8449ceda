"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { MessagesSquare, Search, SquarePen } from "lucide-react";
import { useDeferredValue, useId, useState } from "react";
import { markdownToText } from "@/components/assistant/messages/markdown-to-text.ts";
import { conversationsQuery, searchQuery } from "@/components/assistant/queries.ts";
import { useSettled } from "@/components/assistant/turn/use-settled.ts";
import { useNow } from "@/components/time/now.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { findHighlights, fromFound } from "@/components/ui/highlight.ts";
import { Input } from "@/components/ui/input.tsx";
import { EmptyState, ErrorState, LoadingRows } from "@/components/ui/states.tsx";
import type { ConversationSummary } from "@/lib/assistant/shapes.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { dateIn } from "@/lib/core/dates.ts";
import { formatCount, formatDate } from "@/lib/core/format.ts";
import { ConversationLink } from "./conversation-link.tsx";
import { ConversationMenu } from "./conversation-menu.tsx";
import { newPath, pathOf } from "./paths.ts";
import type { ConversationActs } from "./use-conversation-actions.tsx";

interface Found extends ConversationSummary {
  excerpt?: string;
}

/** Text with the words that were looked for made bold. */
function Excerpt({ text, q }: { text: string; q: string }) {
  return (
    <span dir="auto" className="wrap-anywhere line-clamp-2 text-muted text-xs">
      {findHighlights(fromFound(markdownToText(text), q), q).map(({ at, part, isFound }) =>
        isFound ? (
          <mark key={at} className="bg-transparent font-semibold text-ink">
            {part}
          </mark>
        ) : (
          <span key={at}>{part}</span>
        ),
      )}
    </span>
  );
}

interface RowProps {
  conversation: Found;
  q: string;
  isCurrent: boolean;
  acts: ConversationActs;
  onFollow?: (() => void) | undefined;
}

function Row({ conversation, q, isCurrent, acts, onFollow }: RowProps) {
  const { timezone } = useCurrentUser();
  const now = useNow(60_000);
  const { id, title, is_writing, updated_at, excerpt } = conversation;
  return (
    <li
      className={cn(
        "group flex items-start rounded-md hover:bg-sunken focus-within:bg-sunken",
        isCurrent && "bg-assistant-soft hover:bg-assistant-soft focus-within:bg-assistant-soft",
      )}
    >
      <ConversationLink
        href={pathOf(id)}
        aria-current={isCurrent ? "page" : undefined}
        onFollow={onFollow}
        className="grid min-w-0 flex-1 grid-cols-1 gap-0.5 rounded-md px-2.5 py-2 -outline-offset-2"
      >
        <span className="flex items-center gap-2">
          <bdi className={cn("truncate", isCurrent && "font-medium")}>{title}</bdi>
          {is_writing && (
            <span className="size-1.5 shrink-0 animate-pulse rounded-full bg-assistant">
              <span className="sr-only">The assistant is answering</span>
            </span>
          )}
        </span>
        {excerpt && <Excerpt text={excerpt} q={q} />}
        <time dateTime={updated_at} className="text-muted text-xs">
          {formatDate(dateIn(timezone, updated_at), dateIn(timezone, now))}
        </time>
      </ConversationLink>
      <ConversationMenu
        conversation={conversation}
        acts={acts}
        className="mt-1.5 mr-1 opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100 pointer-coarse:opacity-100"
      />
    </li>
  );
}

function Nothing({ q }: { q: string }) {
  if (q !== "") {
    return <p className="px-2.5 py-6 text-center text-muted">No results.</p>;
  }
  return (
    <EmptyState icon={MessagesSquare} title="No conversations yet" className="py-8">
      Your conversations with the assistant will appear here.
    </EmptyState>
  );
}

interface ConversationListProps {
  current: number | null;
  acts: ConversationActs;
  /** Hears that one was chosen. */
  onFollow?: () => void;
}

/** All conversations, the latest first; or those in which words were said. */
export function ConversationList({ current, acts, onFollow }: ConversationListProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const q = useSettled(typed.trim().slice(0, 200), 250);
  const all = useInfiniteQuery({ ...conversationsQuery, enabled: q === "" });
  const found = useInfiniteQuery(searchQuery(q));
  const { data, isError, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = q === "" ? all : found;
  const rows: Found[] = useDeferredValue(data?.pages.flatMap(({ conversations }) => conversations) ?? []);
  const total = data?.pages[0]?.total ?? 0;
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-col gap-2">
      <Button asChild variant="outline" size="md" className="shrink-0">
        <ConversationLink href={newPath} onFollow={onFollow}>
          <SquarePen aria-hidden="true" />
          New conversation
        </ConversationLink>
      </Button>
      <div className="relative shrink-0">
        <Search aria-hidden="true" className="pointer-events-none absolute top-3 left-3 size-4 text-muted" />
        <Input
          type="search"
          dir="auto"
          name="search"
          data-shortcut="search"
          aria-label="Search conversations"
          autoComplete="off"
          maxLength={200}
          placeholder="Search"
          className="pl-9"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <h2 id={id} tabIndex={-1} className="sr-only">
        Conversations
      </h2>
      <p role="status" className="sr-only">
        {q !== "" && data ? `${formatCount(total, "conversation")} found` : ""}
      </p>
      <div className="-mx-1 min-h-0 flex-1 overflow-y-auto overscroll-contain px-1 pb-3">
        {!data && isError && (
          <ErrorState retry={() => void refetch()} retrying={isFetching}>
            Your conversations failed to load. They are safe.
          </ErrorState>
        )}
        {!data && !isError && <LoadingRows label="Conversations are loading" rows={6} row="h-12" />}
        {data && rows.length === 0 && <Nothing q={q} />}
        <ul aria-labelledby={id} className="grid grid-cols-1 gap-0.5">
          {rows.map((conversation) => (
            <Row
              key={conversation.id}
              conversation={conversation}
              q={q}
              isCurrent={conversation.id === current}
              acts={acts}
              onFollow={onFollow}
            />
          ))}
        </ul>
        {hasNextPage && (
          <Button
            variant="ghost"
            size="sm"
            className="mt-2 w-full"
            aria-busy={isFetchingNextPage}
            disabled={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </div>
    </div>
  );
}
