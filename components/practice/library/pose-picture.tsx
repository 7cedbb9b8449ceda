"use client";
import { createContext, type ReactNode, useContext } from "react";
import { cn } from "@/components/ui/cn.ts";
import type { FigurePictures } from "./figure-sprite.ts";

const Figures = createContext<FigurePictures>({ address: "", slugs: [] });

/** Tells a page where the figures of poses are. */
export const FiguresProvider = ({ figures, children }: { figures: FigurePictures; children: ReactNode }) => (
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
  const { address, slugs } = useContext(Figures);
  if (slugs.includes(slug)) {
    return (
      <svg viewBox="0 0 100 100" aria-hidden="true" className={cn("aspect-square", className)}>
        <use href={`${address}#${slug}`} {...(mirrored && { transform: "translate(100 0) scale(-1 1)" })} />
      </svg>
    );
  }
  return (
    <span
      aria-hidden="true"
      className={cn("@container grid aspect-square place-items-center rounded-md border border-dashed", className)}
    >
      <span className="text-muted leading-none" style={{ fontSize: "40cqw" }}>
        {[...name][0]?.toUpperCase()}
      </span>
    </span>
  );
}

/** What pictures of poses stand on. */
export const pictureGround = "rounded-md bg-sunken [--figure-ground:var(--sunken)]";
