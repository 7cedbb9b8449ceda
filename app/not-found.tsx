import type { Metadata } from "next";
import Link from "next/link";
import { Brand } from "@/components/frame/brand.tsx";
import { Problem } from "@/components/frame/problem.tsx";
import { Button } from "@/components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main id="content" className="px-4">
      <Link href="/" className="mt-4 inline-flex rounded-md">
        <Brand />
      </Link>
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
