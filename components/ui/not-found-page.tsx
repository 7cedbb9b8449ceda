import Link from "next/link";
import { Button } from "./button.tsx";
import { MessagePage } from "./message-page.tsx";

/** What stands where there is no page. */
export const NotFoundPage = () => (
  <MessagePage
    title="There is no page here"
    actions={
      <Button asChild>
        <Link href="/today">Go to Today</Link>
      </Button>
    }
  >
    The address may have a typing mistake, or what was here is gone. Nothing of yours was changed.
  </MessagePage>
);
