"use client";
import { useQuery } from "@tanstack/react-query";
import { MessagesSquare, SquarePen } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { assistantShortcuts } from "@/components/ui/keyboard/assistant-shortcuts.ts";
import { setPageShortcuts } from "@/components/ui/keyboard/page-shortcuts.ts";
import { usePart } from "@/components/ui/use-part.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { ConversationView } from "./conversation.tsx";
import { ConversationLink, showPath } from "./conversations/conversation-link.tsx";
import { ConversationList } from "./conversations/conversation-list.tsx";
import { ConversationMenu } from "./conversations/conversation-menu.tsx";
import { pageHeight } from "./conversations/page-height.ts";
import { idIn, newPath, pathOf } from "./conversations/paths.ts";
import { useConversationActs } from "./conversations/use-conversation-actions.tsx";
import { conversationQuery } from "./queries.ts";

const loadSheet = () => import("./conversations/conversation-sheet.tsx").then((module) => module.ConversationSheet);

interface Session {
  /** Grows when another conversation is shown. */
  key: number;
  id: number | null;
  path: string;
}

/** The conversation that the address names. One that has just got its id goes on under its new address. */
function useSession() {
  const path = usePathname();
  const [session, setSession] = useState<Session>(() => ({ key: 0, id: idIn(path), path }));
  if (session.path !== path) {
    const id = idIn(path);
    setSession(id !== null && id === session.id ? { ...session, path } : { key: session.key + 1, id, path });
  }
  const begun = (id: number) => {
    setSession((before) => ({ ...before, id }));
    window.history.replaceState(null, "", pathOf(id));
  };
  return { session, begun };
}

const field = "main textarea[name=message]";

const focusField = (): void => document.querySelector<HTMLElement>(field)?.focus();

/** Gives the page its keys. */
function usePageKeys(): void {
  useEffect(
    () =>
      setPageShortcuts({
        shortcuts: assistantShortcuts,
        repeating: [],
        act: (name) => {
          if (name === "new") showPath(newPath);
          focusField();
        },
      }),
    [],
  );
}

/** What this tab is called. */
function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Stint`;
  }, [title]);
}

/** The assistant: conversations beside the one that is open. */
export function Assistant() {
  const { id: person } = useCurrentUser();
  const { session, begun } = useSession();
  const { id } = session;
  const acts = useConversationActs((removed) => removed === id && showPath(newPath));
  const [isListed, setListed] = useState(false);
  const [Sheet, getSheet] = usePart(loadSheet, () => setListed(false));
  const { data } = useQuery({ ...conversationQuery(person, id ?? 0), enabled: id !== null });
  const title = id === null ? "Assistant" : (data?.title ?? "Conversation");
  useTitle(title);
  usePageKeys();
  return (
    <div className={`${pageHeight} grid grid-rows-[minmax(0,1fr)] gap-8 lg:grid-cols-[16rem_minmax(0,1fr)]`}>
      <aside aria-label="Conversations" className="min-h-0 pt-1 max-lg:hidden">
        <ConversationList current={id} acts={acts} />
      </aside>
      <div className="flex min-h-0 min-w-0 flex-col">
        <div className="flex min-h-11 items-center gap-1 pb-2">
          <Button
            variant="ghost"
            size="icon"
            className="-ml-1.5 lg:hidden"
            aria-label="Conversations"
            aria-haspopup="dialog"
            onPointerEnter={getSheet}
            onClick={() => {
              getSheet();
              setListed(true);
            }}
          >
            <MessagesSquare aria-hidden="true" />
          </Button>
          <h1 dir="auto" className="min-w-0 truncate font-semibold text-lg tracking-tight" title={title}>
            {title}
          </h1>
          <span className="ml-auto" />
          {data && id !== null && <ConversationMenu conversation={data} acts={acts} />}
          {id !== null && (
            <Button asChild variant="ghost" size="icon" className="lg:hidden">
              <ConversationLink href={newPath} aria-label="New conversation" onFollow={focusField}>
                <SquarePen aria-hidden="true" />
              </ConversationLink>
            </Button>
          )}
        </div>
        <ConversationView key={session.key} id={id} onBegun={begun} />
      </div>
      {Sheet && <Sheet open={isListed} onOpenChange={setListed} current={id} acts={acts} />}
      {acts.dialogs}
    </div>
  );
}
