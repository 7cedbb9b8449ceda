"use client";

/** Whose player's pages this browser keeps, and how they go. */

const pagesCache = "stint-practice-pages";
const ownerName = "stint.practice.kept-for";

/** Notes whose pages are kept from now on. */
export function keepFor(person: number): void {
  localStorage.setItem(ownerName, String(person));
}

/** Removes the pages that were kept for anybody but `person`; null is who is not signed in. */
export async function forgetOffline(person: number | null): Promise<void> {
  try {
    const kept = localStorage.getItem(ownerName);
    if (kept === null || kept === String(person)) return;
    await window.caches?.delete(pagesCache);
    localStorage.removeItem(ownerName);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
