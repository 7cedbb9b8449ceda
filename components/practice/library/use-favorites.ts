"use client";
import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { toast } from "@/components/ui/toast.ts";
import { write } from "@/lib/client/api.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { refreshAfterWrite } from "@/lib/client/refresh.ts";
import { retryWrite } from "@/lib/client/retry-write.ts";
import type { practiceContract } from "@/lib/practice/contract.ts";

const mutationKey = ["practice favourite"];

interface Wish {
  id: number;
  name: string;
  on: boolean;
}

interface Liked {
  id: number;
  name: string;
  is_favorite: boolean;
}

function sendFavorite(user: number, id: number, on: boolean): Promise<unknown> {
  const path = `/sequences/${id}/favorite` as const;
  return on
    ? write<typeof practiceContract.addFavorite>("PUT", path, { user })
    : write<typeof practiceContract.removeFavorite>("DELETE", path, { user });
}

/** Refetches the lists of sequences, here and in other tabs. */
export function useListsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => refreshAfterWrite(client, "practice"), [client]);
}

/** Favourites as they will be once the server has answered; what it refuses rolls back by itself and is told. */
export function useFavorites() {
  const { id: person } = useCurrentUser();
  const client = useQueryClient();
  const listsChanged = useListsChanged();
  const wishes = useMutationState({
    filters: { mutationKey, status: "pending" },
    select: ({ state }) => state.variables as Wish,
  });
  const { mutate } = useMutation<unknown, Error, Wish>({
    mutationKey,
    mutationFn: ({ id, on }) => retryWrite(() => sendFavorite(person, id, on)),
    // In the order in which they were wished for; waiting for the connection is the sender's part.
    scope: { id: "practice-favourites" },
    networkMode: "always",
    onError: ({ message }, { name, on }) =>
      toast.error(on ? `${name} was not added to favourites` : `${name} was not removed from favourites`, {
        description: message,
      }),
    // The mutation stays pending, and shown, until the pages have refetched. A refusal means that they are out of date,
    // though no version of the user's own says so.
    onSettled: (_data, error) => (error ? client.invalidateQueries({ queryKey: ["practice"] }) : listsChanged()),
  });
  const isFavorite = ({ id, is_favorite }: Liked): boolean =>
    wishes.findLast((wish) => wish.id === id)?.on ?? is_favorite;
  const toggle = (sequence: Liked) => {
    mutate({ id: sequence.id, name: sequence.name, on: !isFavorite(sequence) });
  };
  return { isFavorite, toggle };
}

export type Favorites = ReturnType<typeof useFavorites>;
