import Link from "next/link";
import { Duplicate } from "@/components/practice/sequences/sequence-acts.tsx";
import { Button } from "@/components/ui/button.tsx";
import { MessagePage } from "@/components/ui/message-page.tsx";
import type { Sequence } from "@/lib/practice/shapes.ts";

/** What stands in place of the builder for a sequence that somebody else has made public. */
export function NotYours({ sequence: { id, name, author, is_builtin } }: { sequence: Sequence }) {
  return (
    <MessagePage
      title="You can't edit this sequence"
      actions={
        <>
          <Duplicate id={id} name={name} />
          <Button asChild variant="ghost">
            <Link href={`/practice/sequences/${id}`}>Back to the sequence</Link>
          </Button>
        </>
      }
    >
      <bdi>{name}</bdi>{" "}
      {is_builtin ? "comes with Stint" : <>was made by {author ? <bdi>{author}</bdi> : "someone else"}</>}. Duplicate it
      to make your own version.
    </MessagePage>
  );
}

/** What stands in place of the builder for a viewer. */
export const OnlyLooking = () => (
  <MessagePage
    title="You have read-only access"
    actions={
      <Button asChild>
        <Link href="/practice">Back to the sequences</Link>
      </Button>
    }
  >
    Your account can read and practise but not create or edit sequences. An administrator can change that.
  </MessagePage>
);
