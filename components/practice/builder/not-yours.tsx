import Link from "next/link";
import { Duplicate } from "@/components/practice/sequences/sequence-acts.tsx";
import { Button } from "@/components/ui/button.tsx";
import { MessagePage } from "@/components/ui/message-page.tsx";
import type { Sequence } from "@/lib/practice/shapes.ts";

/** What stands in place of the builder for a sequence that somebody else has made public. */
export function NotYours({ sequence: { id, name, author, is_builtin } }: { sequence: Sequence }) {
  return (
    <MessagePage
      title="This sequence is not yours to change"
      actions={
        <>
          <Duplicate id={id} name={name} />
          <Button asChild variant="ghost">
            <Link href={`/practice/sequences/${id}`}>Back to it</Link>
          </Button>
        </>
      }
    >
      <bdi>{name}</bdi>{" "}
      {is_builtin ? "is one of Stint's own" : <>was made by {author ? <bdi>{author}</bdi> : "somebody else"}</>}. A copy
      of it is yours, to change as you like.
    </MessagePage>
  );
}

/** What stands in place of the builder for a viewer. */
export const OnlyLooking = () => (
  <MessagePage
    title="You can only look here"
    actions={
      <Button asChild>
        <Link href="/practice">Back to the sequences</Link>
      </Button>
    }
  >
    Your account may read and practise, but not make or change sequences. An administrator can change that.
  </MessagePage>
);
