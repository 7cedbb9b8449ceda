import Link from "next/link";
import { Button } from "./button.tsx";
import { MessagePage } from "./message-page.tsx";

/** What stands where there is no page. */
export const NotFoundPage = () => (
  <MessagePage
    title="Page not found"
    actions={
      <Button asChild>
        <Link href="/today">Go to Today</Link>
      </Button>
    }
  >
    The address may be mistyped, or the page is gone.
  </MessagePage>
);
