import type { Page } from "@playwright/test";

/**
 * The number of pending operations in the browser's outbox (lib/client/outbox-store.ts). The page must have opened it
 * before.
 */
export const waitingCount = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("stint");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction("outbox").objectStore("outbox").count();
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result);
          };
        };
      }),
  );
