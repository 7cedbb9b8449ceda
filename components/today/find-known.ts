import type { QueryClient } from "@tanstack/react-query";
import { parseKnown } from "@/components/tracking/known-name.ts";
import { repositoriesQuery } from "@/components/tracking/repositories-query.ts";

/** The pull request that `next.js#9` means among the repositories a person has tracked; null where that is not clear. */
export const findKnown = (client: QueryClient, text: string) =>
  client.fetchQuery(repositoriesQuery).then(({ repos }) => parseKnown(text, repos));
