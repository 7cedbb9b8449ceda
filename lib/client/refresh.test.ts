import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onTabNotified } from "./cross-tab.ts";
import { invalidateChanged, refreshAfterWrite } from "./refresh.ts";
import { type Summary, summaryQuery } from "./summary.ts";

const versions = { tracking: 1, tasks: 1, practice: 1, assistant: 1 };
const summaryOf = (changed: Partial<typeof versions>): Summary =>
  ({ user_id: 7, version: 1, versions: { ...versions, ...changed } }) as Summary;

let client: QueryClient;
/** What the server answers a look at the summary with. */
let answer: () => Response;
let reads: string[];
let leave: (() => void)[];

/** Shows a query as a page does, and notes each read. */
function watch(...queryKey: string[]): void {
  const queryFn = async () => reads.push(queryKey.join("/"));
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn,
    initialData: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  leave.push(observer.subscribe(() => {}));
}

beforeEach(async () => {
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  [reads, leave] = [[], []];
  vi.stubGlobal("fetch", async () => {
    reads.push("summary");
    return answer();
  });
  const initialData = summaryOf({});
  const observer = new QueryObserver(client, { ...summaryQuery, initialData, staleTime: Number.POSITIVE_INFINITY });
  leave.push(observer.subscribe(() => {}));
  watch("tracking", "sessions");
  watch("tasks", "open");
  await invalidateChanged(client, initialData);
});
afterEach(() => {
  for (const unsubscribe of leave) unsubscribe();
  client.clear();
  vi.unstubAllGlobals();
});

test("a write refetches what it has changed once, and the poller that sees it afterwards nothing", async () => {
  answer = () => Response.json(summaryOf({ tracking: 2 }));
  await refreshAfterWrite(client, "tracking");
  expect(reads).toEqual(["summary", "tracking/sessions"]);
  await invalidateChanged(client, summaryOf({ tracking: 2 }));
  expect(reads).toHaveLength(2);
});

test("a change made elsewhere refetches its domain alone", async () => {
  await invalidateChanged(client, summaryOf({ tasks: 2 }));
  expect(reads).toEqual(["tasks/open"]);
});

test("without a summary, what was written to is refetched in any case", async () => {
  answer = () => Response.json({}, { status: 500 });
  await refreshAfterWrite(client, "tasks");
  expect(reads).toEqual(["summary", "tasks/open"]);
});

test("the other tabs get the summary, so that they need not ask for it", async () => {
  answer = () => Response.json(summaryOf({ tracking: 2 }));
  const other = new BroadcastChannel("stint.changes");
  const message = new Promise((resolve) => {
    other.onmessage = ({ data }) => resolve(data);
  });
  const own = vi.fn();
  leave.push(onTabNotified(own));
  await refreshAfterWrite(client, "tracking");
  expect(await message).toEqual(summaryOf({ tracking: 2 }));
  expect(own).not.toHaveBeenCalled();
  other.close();
});
