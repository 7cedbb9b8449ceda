"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { dropDraft } from "@/components/assistant/composer/draft-storage.ts";
import { conversationKey, conversationsQuery } from "@/components/assistant/queries.ts";
import { toast } from "@/components/ui/toast.ts";
import { usePart } from "@/components/ui/use-part.ts";
import type { assistantContract } from "@/lib/assistant/contract.ts";
import { ignoreGone, write } from "@/lib/client/api.ts";
import { notifyTabs } from "@/lib/client/cross-tab.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { retryWrite } from "@/lib/client/retry-write.ts";

const loadConfirm = () => import("@/components/ui/confirm.tsx").then((module) => module.ConfirmDialog);
const loadRename = () => import("./rename-dialog.tsx").then((module) => module.RenameDialog);

/** What is known of a conversation wherever it is listed. */
export interface Named {
  id: number;
  title: string;
}

export interface ConversationActs {
  rename: (conversation: Named) => void;
  remove: (conversation: Named) => void;
  /** The dialogs; to be drawn once. */
  dialogs: ReactNode;
}

/** Renames and deletes conversations, each after a question. `onRemoved` hears which one is gone. */
export function useConversationActs(onRemoved: (id: number) => void): ConversationActs {
  const { id: person } = useCurrentUser();
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ act: "rename" | "remove"; conversation: Named } | null>(null);
  const [open, setOpen] = useState(false);
  const [Confirm, getConfirm] = usePart(loadConfirm);
  const [Rename, getRename] = usePart(loadRename);

  const readAnew = () => {
    notifyTabs();
    return client.invalidateQueries({ queryKey: ["assistant"] });
  };
  const rename = useMutation({
    networkMode: "always",
    mutationFn: ({ id, title }: Named) =>
      retryWrite(() =>
        write<typeof assistantContract.rename>("PATCH", `/conversations/${id}`, { body: { title }, user: person }),
      ),
    onSuccess: () => {
      setOpen(false);
      void readAnew();
    },
  });
  const remove = useMutation({
    networkMode: "always",
    mutationFn: ({ id }: Named) =>
      retryWrite(() =>
        write<typeof assistantContract.remove>("DELETE", `/conversations/${id}`, { user: person }).catch(ignoreGone),
      ),
    onSuccess: (_, { id }) => {
      dropDraft(person, id);
      toast.success("Conversation deleted");
      client.removeQueries({ queryKey: conversationKey(id) });
      onRemoved(id);
      void client.invalidateQueries({ queryKey: conversationsQuery.queryKey });
      void client.invalidateQueries({ queryKey: ["assistant", "search"] });
      notifyTabs();
    },
    onError: (error) => toast.error("The conversation was not deleted", { description: error.message }),
    onSettled: () => setOpen(false),
  });

  const ask = (act: "rename" | "remove", get: () => void) => (conversation: Named) => {
    get();
    rename.reset();
    setAsked({ act, conversation });
    setOpen(true);
  };

  const dialogs = (
    <>
      {Confirm && asked?.act === "remove" && (
        <Confirm
          open={open}
          onOpenChange={setOpen}
          title="Delete this conversation?"
          act="Delete conversation"
          pending={remove.isPending}
          focusAfter={() => document.querySelector<HTMLElement>("main textarea[name=message]")}
          onConfirm={() => remove.mutate(asked.conversation)}
        >
          <bdi>“{asked.conversation.title}”</bdi> will be deleted with all its messages. Changes the assistant made to
          your tasks stay. This cannot be undone.
        </Confirm>
      )}
      {Rename && asked?.act === "rename" && (
        <Rename
          key={asked.conversation.id}
          open={open}
          onOpenChange={setOpen}
          title={asked.conversation.title}
          pending={rename.isPending}
          error={rename.error?.message}
          onRename={(title) => rename.mutate({ ...asked.conversation, title })}
        />
      )}
    </>
  );
  return { rename: ask("rename", getRename), remove: ask("remove", getConfirm), dialogs };
}
