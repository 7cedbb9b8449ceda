"use client";
import { useSyncExternalStore } from "react";

/** Which acts of the assistant were taken back, kept in this browser, so that a card goes on saying so. */

const most = 500;
const nameOf = (person: number): string => `stint.assistant-undone.${person}`;
const none: readonly string[] = [];

const listeners = new Set<() => void>();
let read: { text: string | null; calls: readonly string[] } = { text: null, calls: none };

/** The browser may refuse to store; then a card says so as long as the page stands. */
const unkept = new Map<number, readonly string[]>();

function parse(text: string | null): readonly string[] {
  try {
    const calls: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(calls) ? calls.filter((call) => typeof call === "string") : none;
  } catch {
    return none;
  }
}

function callsOf(person: number): readonly string[] {
  let text: string | null;
  try {
    text = localStorage.getItem(nameOf(person));
  } catch {
    return unkept.get(person) ?? none;
  }
  if (text !== read.text) read = { text, calls: parse(text) };
  return read.calls;
}

/** Notes that what a tool call did was taken back. */
export function markUndone(person: number, toolCallId: string): void {
  const calls = [...callsOf(person).filter((call) => call !== toolCallId), toolCallId].slice(-most);
  try {
    localStorage.setItem(nameOf(person), JSON.stringify(calls));
  } catch {
    unkept.set(person, calls);
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** Whether what a tool call did was taken back. */
export const useIsUndone = (person: number, toolCallId: string): boolean =>
  useSyncExternalStore(
    subscribe,
    () => callsOf(person).includes(toolCallId),
    () => false,
  );
