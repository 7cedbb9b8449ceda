"use client";
import { type ComponentType, useEffect, useState } from "react";
import { fetchTellerBy } from "./toast.ts";

/** What tells that somebody is there. */
const signs = ["pointermove", "pointerdown", "keydown"] as const;

/** Where short news appear. They answer what somebody does, so it is fetched with the first sign of them, or of news. */
export function Toaster() {
  const [List, setList] = useState<ComponentType>();
  useEffect(() => {
    // Offline, the import fails; the next toast tries again.
    const fetch = () =>
      void import("./toast-list.tsx").then(
        ({ ToastList }) => setList(() => ToastList),
        () => {},
      );
    fetchTellerBy(fetch);
    const leaving = new AbortController();
    for (const sign of signs) document.addEventListener(sign, fetch, { once: true, signal: leaving.signal });
    return () => leaving.abort();
  }, []);
  return List && <List />;
}
