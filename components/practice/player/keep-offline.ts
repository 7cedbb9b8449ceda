"use client";
import { forgetOffline, keepFor } from "./forget-offline.ts";

/** Brings the player's page into this browser, so that it plays without a connection; see app/sw.ts for the worker. */

/** The worker only ever sees the player's pages: every other page is as quick as without it. */
const scope = "/practice/play/";
const patienceMs = 15_000;

/**
 * Keeps the page that is shown, with all its scripts, styles and fonts.
 * @returns whether it is kept
 */
export async function keepOffline(person: number): Promise<boolean> {
  if (!navigator.serviceWorker || !window.caches) return false;
  try {
    await forgetOffline(person);
    keepFor(person);
    const registration = await navigator.serviceWorker.register("/sw.js", { scope, updateViaCache: "none" });
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    if (!worker) return false;
    const files = performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .filter((name) => new URL(name).pathname.startsWith("/_next/static/"));
    return await new Promise<boolean>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data === true);
      worker.postMessage({ keep: location.pathname, files }, [port2]);
      setTimeout(() => resolve(false), patienceMs);
    });
  } catch {
    // Without a worker it plays all the same, as long as there is a connection.
    return false;
  }
}
