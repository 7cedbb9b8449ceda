"use client";
import { useEffect, useState, useSyncExternalStore } from "react";

/** The limit of messages a minute, as the API's answers tell it. All of a tab's conversations share it. */

/** When the next message may be sent, by this browser's clock; 0 when nothing is known against it. */
let until = 0;
const listeners = new Set<() => void>();

function become(next: number): void {
  until = next;
  for (const listener of listeners) listener();
}

/** Reads how many messages are left of this minute, out of an answer's `RateLimit`. */
export function setChatRateLimit(headers: Pick<Headers, "get">): void {
  const [, remaining, seconds] = /^"chat";r=(\d+);t=(\d+)$/.exec(headers.get("ratelimit") ?? "") ?? [];
  if (remaining === undefined) return;
  become(Number(remaining) > 0 ? 0 : Date.now() + Number(seconds) * 1000);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const secondsLeft = (): number => Math.max(0, Math.ceil((until - Date.now()) / 1000));

/** Whole seconds until a message may be sent again, counting down to 0 by itself. */
export function useChatRateLimit(): number {
  const end = useSyncExternalStore(
    subscribe,
    () => until,
    () => 0,
  );
  const [left, setLeft] = useState(secondsLeft);
  useEffect(() => {
    setLeft(secondsLeft());
    if (end <= Date.now()) return;
    const timer = setInterval(() => {
      setLeft(secondsLeft());
      if (end <= Date.now()) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [end]);
  return left;
}
