"use client";
import { useEffect } from "react";
import { signedOutCookie } from "@/lib/accounts/constants.ts";

/**
 * What was being written and how far a practice had come, by the prefix of its name before the account's id. What waits
 * to be sent (the outbox in IndexedDB, and `stint.practice.waiting.`) stays: it is sent when that account signs in again.
 */
const drafts = ["stint.assistant-draft.", "stint.sequence-draft.", "stint.practice.at."];

/** Removes the drafts of an account from a store. */
export function clearDrafts(store: Pick<Storage, "removeItem"> & object, account: string): void {
  const prefixes = drafts.map((name) => `${name}${account}.`);
  for (const name of Object.keys(store)) {
    if (prefixes.some((prefix) => name.startsWith(prefix))) store.removeItem(name);
  }
}

/**
 * For pages that need no sign-in: after a sign-out no drafts are left in this browser.
 * @param props.person who is signed in, if anybody; what they are writing stays
 */
export function ClearDrafts({ person }: { person: number | null }) {
  useEffect(() => {
    if (person !== null) return;
    const marker = document.cookie.split("; ").find((each) => each.startsWith(`${signedOutCookie}=`));
    const account = marker?.slice(signedOutCookie.length + 1);
    if (!account) return;
    try {
      clearDrafts(window.localStorage, account);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }, [person]);
  return null;
}
