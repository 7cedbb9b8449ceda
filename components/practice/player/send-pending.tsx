"use client";
import { useEffect } from "react";
import { toast } from "@/components/ui/toast.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { forgetOffline } from "./forget-offline.ts";
import { isFlagged } from "./pending-flag.ts";

/** Sends practices that were finished without a connection; what sends them is loaded only when one waits. */
async function sendWaiting(person: number): Promise<void> {
  if (!isFlagged(person)) return;
  const { flush, onNews } = await import("./outbox.ts");
  const leave = onNews(({ waiting, recorded }) => {
    if (recorded) toast.success(`Saved ${waiting?.copy.name ?? "your practice"}`);
    else if (waiting?.refused) {
      toast.error(`${waiting.copy.name} was not saved`, { description: waiting.refused.message });
    }
  });
  await flush(person).finally(leave);
}

/** Looks after what practices have left in this browser: what waits to be sent, and other people's pages. */
export function SendWaiting() {
  const { id } = useCurrentUser();
  useEffect(() => {
    const look = () => void sendWaiting(id).catch(() => {});
    look();
    void forgetOffline(id);
    window.addEventListener("online", look);
    return () => window.removeEventListener("online", look);
  }, [id]);
  return null;
}

/** For pages that need no sign-in: when nobody is signed in, no cached practice pages are left. */
export function ForgetOffline({ person }: { person: number | null }) {
  useEffect(() => void forgetOffline(person), [person]);
  return null;
}
