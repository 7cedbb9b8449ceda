import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireUser } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { Figure } from "@/components/practice/figure/figure.tsx";
import { figureOf } from "@/components/practice/figure/figures.ts";
import { Button } from "@/components/ui/button.tsx";
import { NearLink } from "@/components/ui/near-link.tsx";
import { env } from "@/lib/core/env.ts";
import { practice } from "@/lib/practice/service.ts";
import { FiguresInTurn } from "./in-turn.tsx";

export const metadata: Metadata = { title: "Figures" };

/** All figures side by side, small and large, for those who draw them: administrators, and everyone in development. */
export default async function FiguresPage({ searchParams }: WithSearch) {
  const caller = await requireUser();
  if (caller.principal.role !== "admin" && env().NODE_ENV !== "development") notFound();
  const mirrored = (await searchParams).side === "left";
  const { poses } = await practice.listPoses(caller, { limit: 100 });
  const drawn = poses.map(({ slug, english_name }) => ({ slug, name: english_name, joints: figureOf(slug) }));
  const moving = drawn.flatMap(({ name, joints }) => (joints ? [{ name, joints }] : []));
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="font-semibold text-xl tracking-tight">Figures</h1>
        <Button asChild variant="outline" size="sm">
          <NearLink href={mirrored ? "/practice/figures" : "/practice/figures?side=left"}>
            {mirrored ? "Show the right side" : "Show the left side"}
          </NearLink>
        </Button>
      </div>
      {moving.length > 0 && <FiguresInTurn figures={moving} mirrored={mirrored} />}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))] gap-4">
        {drawn.map(({ slug, name, joints }) => (
          <li key={slug} className="grid gap-2 rounded-md bg-sunken p-3 [--figure-ground:var(--sunken)]">
            {joints ? (
              <Figure joints={joints} mirrored={mirrored} title={name} className="aspect-square w-full text-practice" />
            ) : (
              <p className="grid aspect-square w-full place-items-center text-muted">No figure yet</p>
            )}
            <div className="flex items-center gap-3">
              {joints && <Figure joints={joints} mirrored={mirrored} className="size-16 shrink-0" />}
              <p className="min-w-0 wrap-anywhere">{name}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
