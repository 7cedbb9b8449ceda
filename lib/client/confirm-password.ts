"use client";
import { useSyncExternalStore } from "react";

/** Asks for the password once more, in a dialog, before an action that requires a recent sign-in. */

/** The code of an answer that takes a recent sign-in. */
export const reauthenticationCode = "REAUTHENTICATION_REQUIRED";

let waiting: ((confirmed: boolean) => void) | null = null;
const listeners = new Set<() => void>();

function become(next: typeof waiting): void {
  waiting?.(false);
  waiting = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog. Resolves to true once the password is confirmed, and to false when the person closes it. */
export const askToAuthenticate = (): Promise<boolean> => new Promise((resolve) => become(resolve));

/** Ends the asking. */
export function answerAuthentication(confirmed: boolean): void {
  const answer = waiting;
  waiting = null;
  answer?.(confirmed);
  become(null);
}

/** Whether the dialog is open. */
export const useAuthenticationAsked = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting !== null,
    () => false,
  );
