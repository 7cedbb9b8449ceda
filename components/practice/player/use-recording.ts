"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Achievement } from "@/lib/practice/shapes.ts";
import { flush, onNews, type Sending } from "./outbox.ts";
import type { Waiting } from "./outbox-record.ts";
import { recordWords } from "./recording.ts";

/** What a person is told of a practice that is over: whether it is recorded, and what was earned with it. */
export interface Recorded {
  sending: Sending | "sending";
  refused: string | null;
  achievements: Achievement[];
}

const retryMs = 20_000;

/** Follows the practice of a key through the outbox, and tries again while something waits. */
export function useRecording(person: number, key: string | undefined) {
  const [sending, setSending] = useState<Recorded["sending"]>("sending");
  const [achievements, setAchievements] = useState<Achievement[]>([]);
  const [latest, setLatest] = useState<Waiting>();
  const known = useRef<Waiting>(undefined);

  useEffect(
    () =>
      onNews((news) => {
        if (news.key !== key) return;
        if (news.waiting) {
          known.current = news.waiting;
          setLatest(news.waiting);
        }
        if (news.recorded) setAchievements(news.recorded.achievements);
      }),
    [key],
  );

  const follow = useCallback((work: Promise<Sending>) => {
    setSending("sending");
    work.then(setSending, () => setSending("waiting"));
  }, []);

  useEffect(() => {
    const look = () => follow(flush(person));
    // What an earlier visit left behind.
    look();
    window.addEventListener("online", look);
    return () => window.removeEventListener("online", look);
  }, [person, follow]);

  useEffect(() => {
    if (sending === "sent" || sending === "sending") return;
    const timer = setTimeout(() => follow(flush(person)), retryMs);
    return () => clearTimeout(timer);
  }, [sending, person, follow]);

  const notifyOfNote = useCallback(
    (words: Pick<Waiting, "mood" | "note">) => {
      if (known.current) follow(recordWords(known.current, words));
    },
    [follow],
  );

  const recorded: Recorded = { sending, achievements, refused: latest?.refused?.message ?? null };
  return { recorded, follow, notifyOfNote };
}
