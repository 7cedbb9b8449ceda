"use client";
import { useSyncExternalStore } from "react";

/**
 * When a login has ended, the page stays as it is, with what was typed into it, and a dialog asks the user to sign in
 * again.
 */

interface Asking {
  /** A poll that is refused only says so; something the person did opens the dialog. */
  open: boolean;
}

let asking: Asking | null = null;
const waiting = new Set<{ resolve: () => void; reject: (error: Error) => void }>();
const listeners = new Set<() => void>();

function become(next: Asking | null): void {
  asking = next;
  for (const listener of listeners) listener();
}

/** The person would not sign in again; what they did is not done. */
export class SignInDeclined extends Error {
  override name = "StayedSignedOut";
}

/**
 * Opens the dialog. Resolves once the same person is signed in again.
 * @throws {SignInDeclined} when they close it
 */
export function askToSignInAgain(): Promise<void> {
  become({ open: true });
  return new Promise((resolve, reject) => waiting.add({ resolve, reject }));
}

/** Says that a look at the server was refused: a notice tells, nothing opens by itself. */
export function reportSignedOut(): void {
  if (!asking) become({ open: false });
}

/** Says that the server knows the person (again). */
export function reportSignedIn(): void {
  if (!asking) return;
  become(null);
  for (const { resolve } of waiting) resolve();
  waiting.clear();
}

/** Opens and closes the dialog while the person is signed out. */
export function showSignInAgain(open: boolean): void {
  if (!asking) return;
  become({ open });
  if (open) return;
  for (const { reject } of waiting) reject(new SignInDeclined("You are signed out. Nothing was changed."));
  waiting.clear();
}

/** Whether the person is signed out, and whether the dialog is open. */
export function useSignedOut(): Asking | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asking,
    () => null,
  );
}
