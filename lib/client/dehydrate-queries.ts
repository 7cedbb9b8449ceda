import { type DehydratedState, dehydrate, QueryClient, type QueryKey } from "@tanstack/react-query";

/**
 * First data of queries, from a page on the server to `HydrationBoundary`: what a browser has of them already is
 * replaced, as the page has asked later.
 */
export function dehydrateQueries(...entries: [QueryKey, unknown][]): DehydratedState {
  const client = new QueryClient();
  for (const [key, data] of entries) client.setQueryData(key, data);
  return dehydrate(client);
}
