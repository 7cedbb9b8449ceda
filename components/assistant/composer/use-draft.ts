"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { type Draft, draftOf, dropDraft, keepDraft } from "./draft-storage.ts";

export interface DraftHandle extends Draft {
  /** What is typed. */
  type: (text: string) => void;
  /** Empties the field for what is sent under a key; until the server has it, a reload brings it back. */
  send: (key: string) => void;
  /** The server has what was sent. */
  arrived: () => void;
  /** What was sent comes back, before what was typed since. */
  giveBack: (draft: Draft) => void;
}

/** What is being written in a conversation, null for a new one. */
export function useDraft(conversation: number | null): DraftHandle {
  const { id: person } = useCurrentUser();
  const [draft, setDraft] = useState<Draft>({ text: "" });
  const latest = useRef(draft);
  const begunAs = useRef(conversation);

  const become = useCallback((next: Draft) => {
    latest.current = next;
    setDraft(next);
  }, []);

  // The server knows of no drafts, and hydration must find what it wrote.
  useEffect(() => {
    const kept = draftOf(person, begunAs.current);
    if (kept.text !== "" && latest.current.text === "") become(kept);
  }, [person, become]);

  return {
    ...draft,
    type: (text) => {
      const next = { text };
      become(next);
      keepDraft(person, conversation, next);
    },
    send: (key) => {
      keepDraft(person, conversation, { ...latest.current, key });
      become({ text: "" });
    },
    arrived: () => {
      dropDraft(person, begunAs.current);
      begunAs.current = conversation;
      if (latest.current.text !== "") keepDraft(person, conversation, latest.current);
    },
    giveBack: ({ text, key }) => {
      const typed = latest.current.text;
      const next: Draft = typed === "" ? { text, ...(key !== undefined && { key }) } : { text: `${text}\n\n${typed}` };
      become(next);
      keepDraft(person, conversation, next);
    },
  };
}
