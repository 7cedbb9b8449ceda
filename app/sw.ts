import { CacheFirst, ExpirationPlugin, NetworkFirst, Serwist, type SerwistPlugin } from "serwist";

/**
 * The service worker: a practice that was opened once plays offline, also after a reload. It handles the player's pages
 * only (see components/practice/player/keep-offline.ts), and caches nothing of the API.
 */

interface KeepMessage extends Event {
  /** The path of a player's page, and the files it has loaded. */
  data?: { keep?: string; files?: string[] };
  ports: readonly MessagePort[];
  waitUntil: (work: Promise<unknown>) => void;
}

declare const self: {
  location: Location;
  addEventListener: (type: "message", listener: (event: KeepMessage) => void) => void;
};

const pagesCache = "stint-practice-pages";
const filesCache = "stint-practice-files";
const day = 24 * 3600;

const isFile = (url: URL): boolean => url.origin === self.location.origin && url.pathname.startsWith("/_next/static/");
const isPage = (url: URL): boolean =>
  url.origin === self.location.origin && /^\/practice\/play\/\d+$/.test(url.pathname);

/**
 * One cached page per practice, whatever its query; only successful pages, and nothing of a user who has signed out.
 */
const onlyShown: SerwistPlugin = {
  cacheKeyWillBeUsed: async ({ request }) => request.url.replace(/[?#].*$/, ""),
  cacheWillUpdate: async ({ response }) => (response.status === 200 && !response.redirected ? response : null),
  fetchDidSucceed: async ({ request, response }) => {
    // A redirect leads to the sign-in page.
    if (response.redirected || response.type === "opaqueredirect") await caches.delete(pagesCache);
    else if (response.status === 404) await (await caches.open(pagesCache)).delete(request.url, { ignoreSearch: true });
    return response;
  },
};

const pages = new NetworkFirst({
  cacheName: pagesCache,
  matchOptions: { ignoreVary: true },
  // The first plugin with cacheWillUpdate replaces the default rule, which would cache redirects.
  plugins: [onlyShown, new ExpirationPlugin({ maxEntries: 40, maxAgeSeconds: 60 * day })],
});

/** File names change with their content, so that cached pages of an older Stint find their files as well. */
const files = new CacheFirst({
  cacheName: filesCache,
  matchOptions: { ignoreVary: true },
  plugins: [new ExpirationPlugin({ maxEntries: 400, maxAgeSeconds: 60 * day, maxAgeFrom: "last-used" })],
});

const serwist = new Serwist({
  skipWaiting: true,
  clientsClaim: true,
  disableDevLogs: true,
  runtimeCaching: [
    { matcher: ({ request, url }) => request.mode === "navigate" && isPage(url), handler: pages },
    { matcher: ({ url }) => isFile(url), handler: files },
  ],
});
serwist.addEventListeners();

/** The files a document references, in its tags and in its script data. */
const named = (html: string): string[] =>
  [...html.matchAll(/\/_next\/static\/[\w.~%/-]+\.(?:js|css|woff2)/g)].map(([path]) => path);

async function keep(event: KeepMessage, page: URL, loaded: string[]): Promise<boolean> {
  const answer = await pages.handle({ event, request: new Request(page) });
  if (!answer.ok || answer.redirected) return false;
  const wanted = new Set([...loaded, ...named(await answer.text())].map((name) => new URL(name, page).href));
  const cached = [...wanted].filter((url) => isFile(new URL(url))).map((url) => files.handle({ event, request: url }));
  return (await Promise.all(cached)).every(({ ok }) => ok);
}

self.addEventListener("message", (event) => {
  const { keep: path, files: loaded = [] } = event.data ?? {};
  if (typeof path !== "string") return;
  const page = new URL(path, self.location.origin);
  if (!isPage(page)) return;
  const work = keep(event, page, loaded).catch(() => false);
  event.waitUntil(work.then((kept) => event.ports[0]?.postMessage(kept)));
});
