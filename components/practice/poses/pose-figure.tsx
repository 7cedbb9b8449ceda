"use client";
import { useState } from "react";
import { Figure } from "@/components/practice/figure/figure.tsx";
import type { Joints } from "@/components/practice/figure/joints.ts";
import { pictureGround } from "@/components/practice/library/pose-picture.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Segmented } from "@/components/ui/segmented.tsx";

interface PoseFigureProps {
  joints: Joints | undefined;
  name: string;
  /** It is done on each side. */
  bilateral: boolean;
}

const sides = [
  { value: "right", label: "Right side" },
  { value: "left", label: "Left side" },
] as const;

/** A pose, large; one that is done on each side shows either. */
export function PoseFigure({ joints, name, bilateral }: PoseFigureProps) {
  const [side, setSide] = useState<"right" | "left">("right");
  return (
    <div className="grid gap-3">
      <div className={cn("rounded-lg p-4", pictureGround)}>
        {joints ? (
          <Figure
            joints={joints}
            mirrored={side === "left"}
            title={bilateral ? `${name}, ${side} side` : name}
            className="mx-auto aspect-square w-full max-w-md"
          />
        ) : (
          <div className="mx-auto grid aspect-square w-full max-w-md place-content-center text-center text-muted">
            No picture of this pose yet.
          </div>
        )}
      </div>
      {bilateral && joints && <Segmented label="Side shown" options={sides} value={side} onChange={setSide} />}
    </div>
  );
}
