"use client";
import { useState } from "react";
import type { Joints } from "@/components/practice/figure/joints.ts";
import { MovingFigure } from "@/components/practice/figure/moving-figure.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";

/** One figure that moves from each pose into the next, as in the player. */
export function FiguresInTurn({
  figures,
  mirrored,
}: {
  figures: readonly { name: string; joints: Joints }[];
  mirrored: boolean;
}) {
  const [index, setIndex] = useState(0);
  const shown = figures[index];
  if (!shown) return null;
  const step = (by: number) => setIndex((index + by + figures.length) % figures.length);
  return (
    <Card className="grid justify-items-center gap-3 p-4 [--figure-ground:var(--raised)]">
      <MovingFigure
        joints={shown.joints}
        mirrored={mirrored}
        title={shown.name}
        className="aspect-square w-full max-w-sm text-practice"
      />
      <div className="flex w-full max-w-sm items-center gap-3">
        <Button variant="outline" size="sm" onClick={() => step(-1)}>
          Back
        </Button>
        <p aria-live="polite" className="min-w-0 flex-1 text-center">
          {shown.name}
        </p>
        <Button variant="outline" size="sm" onClick={() => step(1)}>
          Next
        </Button>
      </div>
    </Card>
  );
}
