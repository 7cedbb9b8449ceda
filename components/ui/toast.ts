import type { toast as Sonner } from "sonner";

type Teller = Pick<typeof Sonner, "success" | "error" | "dismiss"> & typeof Sonner;

let teller: Teller | undefined;
let fetchTeller: (() => void) | undefined;
const waiting: ((to: Teller) => void)[] = [];

function tell(news: (to: Teller) => void): void {
  if (teller) news(teller);
  else {
    waiting.push(news);
    fetchTeller?.();
  }
}

/** Shows short news, with sonner's options. What is told before sonner is there waits for it. */
export const toast = Object.assign((...news: Parameters<Teller>) => tell((to) => to(...news)), {
  success: (...news: Parameters<Teller["success"]>) => tell((to) => to.success(...news)),
  error: (...news: Parameters<Teller["error"]>) => tell((to) => to.error(...news)),
  dismiss: (...which: Parameters<Teller["dismiss"]>) => tell((to) => to.dismiss(...which)),
});

/** The place where news appear says how it is fetched, */
export function fetchTellerBy(fetch: () => void): void {
  fetchTeller = fetch;
  if (waiting.length > 0) fetch();
}

/** and that it is there. */
export function setToaster(next: Teller): void {
  teller = next;
  for (const news of waiting.splice(0)) news(next);
}
