"use client";
import { createContext, type ReactNode, useContext } from "react";
import { Figure } from "@/components/practice/figure/figure.tsx";
import type { Joints } from "@/components/practice/figure/joints.ts";
import { cn } from "@/components/ui/cn.ts";

type AllFigures = Readonly<Record<string, Joints>>;

const Figures = createContext<AllFigures>({});

/** Brings the figures of all poses to a page that reads poses as it goes on. */
export const FiguresProvider = ({ figures, children }: { figures: AllFigures; children: ReactNode }) => (
  <Figures value={figures}>{children}</Figures>
);

interface PosePictureProps {
  slug: string;
  /** Of a pose that has no figure, its first letter stands in its place. */
  name: string;
  /** Shows its other side. */
  mirrored?: boolean;
  className?: string;
}

/** A pose on sunken ground, as an ornament: its name stands beside it. */
export function PosePicture({ slug, name, mirrored = false, className }: PosePictureProps) {
  const figures = useContext(Figures);
  const joints = Object.hasOwn(figures, slug) ? figures[slug] : undefined;
  if (joints) return <Figure joints={joints} mirrored={mirrored} className={cn("aspect-square", className)} />;
  return (
    <span
      aria-hidden="true"
      className={cn("@container grid aspect-square place-items-center rounded-md border border-dashed", className)}
    >
      <span className="text-[40cqw] text-muted leading-none">{[...name][0]?.toUpperCase()}</span>
    </span>
  );
}

/** What pictures of poses stand on. */
export const pictureGround = "rounded-md bg-sunken [--figure-ground:var(--sunken)]";
