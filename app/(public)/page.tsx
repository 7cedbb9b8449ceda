import { GitPullRequest, type LucideIcon, SquareTerminal, Timer } from "lucide-react";
import type { Metadata } from "next";
import Image from "next/image";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getCaller } from "@/app/_lib/session.ts";
import { LookAround } from "@/components/demo/look-around.tsx";
import { Button } from "@/components/ui/button.tsx";
import { env } from "@/lib/core/env.ts";
import pictureFile from "@/lib/core/picture-loader.ts";
import { homePath } from "@/lib/core/return-path.ts";

export const metadata: Metadata = { title: { absolute: "Stint · time tracking for code review" } };

const points: { icon: LucideIcon; title: string; text: string }[] = [
  {
    icon: GitPullRequest,
    title: "Start with a pull request",
    text: "Paste a GitHub link and start reviewing. One session runs at a time: starting another ends it.",
  },
  {
    icon: Timer,
    title: "Accurate to the second",
    text: "Midnight, clock changes and offline laptops are handled correctly.",
  },
  {
    icon: SquareTerminal,
    title: "Yours, and scriptable",
    text: "Runs on your own machine with one command. Everything is available through the API.",
  },
];

const pictureSizes = "(min-width: 72rem) 42rem, (min-width: 64rem) calc(100vw - 31rem), calc(100vw - 2rem)";

/** Preloads the image of the system's theme, before the browser knows the layout. */
function PreloadedPicture({ theme }: { theme: "light" | "dark" }) {
  const file = (width: number) => pictureFile({ src: `/images/today-${theme}.webp`, width });
  return (
    <link
      rel="preload"
      as="image"
      href={file(1440)}
      imageSrcSet={`${file(720)} 720w, ${file(1440)} 1440w`}
      imageSizes={pictureSizes}
      media={`(prefers-color-scheme: ${theme})`}
      fetchPriority="high"
    />
  );
}

/**
 * A screenshot of Today with data. Both themes are rendered, and `lazy` makes the browser fetch only the visible one.
 * lib/cli/picture.ts takes new screenshots.
 */
function TodayPicture() {
  const picture = {
    width: 1440,
    height: 1080,
    sizes: pictureSizes,
    alt: "The Today page in Stint: sessions of the day, time today and this week, and a chart of the week by repository",
  } as const;
  const look = "h-auto w-full rounded-lg border border-line";
  return (
    <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:self-center">
      <PreloadedPicture theme="light" />
      <PreloadedPicture theme="dark" />
      <Image {...picture} src="/images/today-light.webp" className={`${look} dark:hidden`} />
      <Image {...picture} src="/images/today-dark.webp" className={`${look} hidden dark:block`} />
    </div>
  );
}

export default async function WelcomePage() {
  const { principal } = await getCaller();
  if (principal) redirect(homePath);
  return (
    <div className="mx-auto grid w-full max-w-6xl flex-1 grid-cols-1 content-center gap-x-12 gap-y-10 px-4 py-8 md:px-8 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)] lg:pb-20">
      <div className="grid content-start gap-5 lg:col-start-1">
        <h1 className="text-balance font-semibold text-xl tracking-tight sm:text-2xl">
          See where your review time goes.
        </h1>
        <p className="text-base text-muted sm:text-lg">
          Stint tracks the time you spend on each pull request and shows your day and week by repository. Tasks, short
          yoga breaks and an assistant are there too.
        </p>
        <div className="flex flex-wrap gap-3">
          <Button asChild variant="work">
            <Link href="/sign-up">Create an account</Link>
          </Button>
          <Button asChild variant="outline">
            <Link href="/sign-in">Sign in</Link>
          </Button>
        </div>
        {env().DEMO_MODE && <LookAround />}
      </div>
      <TodayPicture />
      <ul className="grid gap-6 sm:grid-cols-3 sm:gap-8 lg:col-start-1 lg:grid-cols-1 lg:gap-5">
        {points.map(({ icon: Icon, title, text }) => (
          <li key={title} className="flex gap-3">
            <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-work" />
            <div className="grid content-start gap-1">
              <h2 className="font-medium">{title}</h2>
              <p className="text-muted">{text}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
