"use client";
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast.ts";
import { ApiError } from "@/lib/api/api-error.ts";
import { ignoreGone, write } from "@/lib/client/api.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { refreshAfterWrite } from "@/lib/client/refresh.ts";
import { retryWrite } from "@/lib/client/retry-write.ts";
import type { practiceContract } from "@/lib/practice/contract.ts";
import type { Practice } from "@/lib/practice/shapes.ts";
import type { PracticeChanges } from "./edit.ts";
import { type PracticePages, practiceQuery } from "./queries.ts";

/** Updates the cached lists of the months, until they are refetched. */
function changeLists(client: QueryClient, change: (practices: Practice[]) => Practice[]): void {
  client.setQueriesData<PracticePages>({ queryKey: ["practice", "list"] }, (known) => {
    return known && { ...known, pages: known.pages.map((page) => ({ ...page, sessions: change(page.sessions) })) };
  });
}

/** What one can do to practices that are over. What is wrong with single fields is for their form to tell. */
export function useHistory() {
  const client = useQueryClient();
  const { id: person } = useCurrentUser();
  const refresh = () => void refreshAfterWrite(client, "practice");
  const tell = (error: Error, what: string) => {
    if (error instanceof ApiError && Object.keys(error.fields).length > 0) return;
    toast.error(what, { description: error.message });
  };
  const edit = useMutation({
    networkMode: "always",
    mutationFn: ({ id, changes }: { id: number; changes: PracticeChanges }) =>
      retryWrite(() =>
        write<typeof practiceContract.update>("PATCH", `/practice/sessions/${id}`, { body: changes, user: person }),
      ),
    onSuccess: (edited) => {
      client.setQueryData(practiceQuery(edited.id).queryKey, edited);
      changeLists(client, (practices) => practices.map((one) => (one.id === edited.id ? { ...one, ...edited } : one)));
      toast.success("Practice saved");
      refresh();
    },
    onError: (error) => tell(error, "The practice was not changed"),
  });
  const remove = useMutation({
    networkMode: "always",
    mutationFn: ({ id }: { id: number }) =>
      retryWrite(() =>
        write<typeof practiceContract.remove>("DELETE", `/practice/sessions/${id}`, { user: person }).catch(ignoreGone),
      ),
    onSuccess: (_, { id }) => {
      changeLists(client, (practices) => practices.filter((one) => one.id !== id));
      toast.success("Practice deleted");
      refresh();
    },
    onError: (error) => tell(error, "The practice was not deleted"),
  });
  return { edit, remove };
}
