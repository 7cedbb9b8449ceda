"use client";

/** Says without opening a database whether a practice waits to be sent, so that no page loads the outbox for nothing. */

const nameOf = (person: number): string => `stint.practice.waiting.${person}`;

export function isFlagged(person: number): boolean {
  try {
    return localStorage.getItem(nameOf(person)) !== null;
  } catch {
    return false;
  }
}

export function flag(person: number, waits: boolean): void {
  try {
    if (waits) localStorage.setItem(nameOf(person), "1");
    else localStorage.removeItem(nameOf(person));
  } catch {
    // Then it is sent by the tab that has it, or when the player is opened again.
  }
}
