import { GitPullRequest, type LucideIcon, SquareTerminal, Timer } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { visitor } from "@/app/caller.ts";
import { Button } from "@/components/ui/button.tsx";
import { homePath } from "@/lib/return-path.ts";

export const metadata: Metadata = { title: { absolute: "Stint · the rhythm of a day of code review" } };

const points: { icon: LucideIcon; title: string; text: string }[] = [
  {
    icon: GitPullRequest,
    title: "Starts with a pull request",
    text: "Paste its address and review. One session runs at a time; starting the next ends the last.",
  },
  {
    icon: Timer,
    title: "Right to the second",
    text: "Midnight, clock changes and a laptop that was offline are counted as they were.",
  },
  {
    icon: SquareTerminal,
    title: "Yours, and open to scripts",
    text: "Runs on your own machine with one command. All it does, it does over its API too.",
  },
];

export default async function WelcomePage() {
  const { principal } = await visitor();
  if (principal) redirect(homePath);
  return (
    <div className="mx-auto grid w-full max-w-6xl flex-1 content-center gap-12 px-4 py-8 md:px-8 md:pb-24">
      <div className="grid max-w-2xl gap-5">
        <h1 className="text-balance font-semibold text-xl tracking-tight sm:text-2xl">
          Know where the day of review went.
        </h1>
        <p className="text-base text-muted sm:text-lg">
          Stint keeps the time you spend on each pull request, and shows your day and your week by repository.
        </p>
        <div className="flex flex-wrap gap-3">
          <Button asChild variant="work">
            <Link href="/sign-up">Create an account</Link>
          </Button>
          <Button asChild variant="outline">
            <Link href="/sign-in">Sign in</Link>
          </Button>
        </div>
      </div>
      <ul className="grid gap-6 border-t pt-8 sm:grid-cols-3 sm:gap-8">
        {points.map(({ icon: Icon, title, text }) => (
          <li key={title} className="grid content-start gap-1.5">
            <Icon aria-hidden="true" className="size-5 text-work" />
            <h2 className="font-medium text-base">{title}</h2>
            <p className="text-muted">{text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
