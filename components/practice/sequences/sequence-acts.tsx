"use client";
import { useMutation } from "@tanstack/react-query";
import { Copy, Pencil, Play, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { useForm } from "@/components/forms/use-form.ts";
import { FavoriteButton } from "@/components/practice/library/favorite-button.tsx";
import { useFavorites, useListsChanged } from "@/components/practice/library/use-favorites.ts";
import { Button } from "@/components/ui/button.tsx";
import { toast } from "@/components/ui/toast.ts";
import { usePart } from "@/components/ui/use-part.ts";
import { write } from "@/lib/client/api.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { retryWrite } from "@/lib/client/retry-write.ts";
import type { practiceContract } from "@/lib/practice/contract.ts";
import { duplicateByForm } from "@/lib/practice/library-actions.ts";
import type { Sequence } from "@/lib/practice/shapes.ts";
import { removeSequence } from "./remove-sequence.ts";

const loadConfirm = () => import("@/components/ui/confirm.tsx").then((module) => module.ConfirmDialog);

/** Copies a sequence to one's own and goes on to edit the copy. Without scripts it is a form like any other. */
export function Duplicate({ id, name }: Pick<Sequence, "id" | "name">) {
  const person = useCurrentUser().id;
  const router = useRouter();
  const listsChanged = useListsChanged();
  const { send: sendForm } = useForm(duplicateByForm);
  const { mutate, isPending } = useMutation({
    mutationFn: () => {
      const key = crypto.randomUUID();
      const path = `/sequences/${id}/duplicate` as const;
      return retryWrite(() => write<typeof practiceContract.duplicateSequence>("POST", path, { key, user: person }));
    },
    networkMode: "always",
    onSuccess: (copy) => {
      void listsChanged();
      router.push(`/practice/sequences/${copy.id}/edit`);
    },
    onError: ({ message }) => toast.error(`${name} was not duplicated`, { description: message }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) mutate();
  };
  return (
    <form action={sendForm} onSubmit={submit} className="contents">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="outline" aria-busy={isPending} disabled={isPending}>
        <Copy aria-hidden="true" /> Duplicate
      </SubmitButton>
    </form>
  );
}

/** Deletes a sequence of one's own, after asking. */
function Remove({ id, name }: Pick<Sequence, "id" | "name">) {
  const person = useCurrentUser().id;
  const router = useRouter();
  const listsChanged = useListsChanged();
  const [isOpen, setOpen] = useState(false);
  const [Confirm, getConfirm] = usePart(loadConfirm, () => setOpen(false));
  const { mutate, isPending } = useMutation({
    mutationFn: () => removeSequence(person, id),
    networkMode: "always",
    onSuccess: () => {
      toast(`${name} deleted`);
      router.replace("/practice");
      void listsChanged();
    },
    onError: ({ message }) => {
      setOpen(false);
      toast.error(`${name} was not deleted`, { description: message });
    },
  });
  return (
    <>
      <Button
        variant="ghost"
        className="text-danger"
        onClick={() => {
          getConfirm();
          setOpen(true);
        }}
      >
        <Trash2 aria-hidden="true" /> Delete
      </Button>
      {Confirm && (
        <Confirm
          open={isOpen}
          onOpenChange={setOpen}
          title={`Delete ${name}?`}
          act="Delete sequence"
          onConfirm={() => mutate()}
          pending={isPending}
        >
          This cannot be undone. Your practices of it stay in your history.
        </Confirm>
      )}
    </>
  );
}

/** What one can do with a sequence. */
export function SequenceActs({ sequence }: { sequence: Sequence }) {
  const mayWrite = useCurrentUser().role !== "viewer";
  const { isFavorite, toggle } = useFavorites();
  const { id, name, is_mine } = sequence;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button asChild variant="practice">
        <Link href={`/practice/play/${id}`} prefetch={false}>
          <Play aria-hidden="true" /> Begin practice
        </Link>
      </Button>
      {mayWrite && is_mine && (
        <Button asChild variant="outline">
          <Link href={`/practice/sequences/${id}/edit`} prefetch={false}>
            <Pencil aria-hidden="true" /> Edit
          </Link>
        </Button>
      )}
      {mayWrite && <Duplicate id={id} name={name} />}
      {mayWrite && is_mine && <Remove id={id} name={name} />}
      <FavoriteButton
        sequence={sequence}
        isOn={isFavorite(sequence)}
        onToggle={() => toggle(sequence)}
        className="size-10"
      />
    </div>
  );
}
