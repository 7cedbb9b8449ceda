import type { Metadata } from "next";
import Link from "next/link";
import { Problem } from "@/components/frame/problem.tsx";
import { Button } from "@/components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main id="content" className="px-4">
      <Problem
        title="There is no page here"
        actions={
          <Button asChild>
            <Link href="/today">Go to Today</Link>
          </Button>
        }
      >
        The address may have a typing mistake, or what was here is gone. Nothing of yours was changed.
      </Problem>
    </main>
  );
}
