"use client";
import { Figure } from "@/components/practice/figure/figure.tsx";
import type { Joints } from "@/components/practice/figure/joints.ts";
import { MovingFigure } from "@/components/practice/figure/moving-figure.tsx";
import { cn } from "@/components/ui/cn.ts";
import type { Segment } from "./segments.ts";

/** What the page knows of a pose beyond its step. */
export interface PoseInfo {
  joints?: Joints;
  /** The first of its instructions. */
  instruction: string | null;
}

export type Poses = Record<string, PoseInfo>;

interface PosePictureProps {
  joints: Joints | undefined;
  side: Segment["side"];
  /** Stands in where there is no figure. */
  name: string;
  moving?: boolean;
  className?: string;
}

/** A pose's figure: as it is written it shows the right side, mirrored the left. */
export function PosePicture({ joints, side, name, moving = false, className }: PosePictureProps) {
  if (!joints) {
    return (
      <div
        aria-hidden="true"
        className={cn("grid aspect-square place-items-center rounded-lg border border-dashed text-muted", className)}
      >
        <span className="font-medium text-lg">{name.slice(0, 1)}</span>
      </div>
    );
  }
  const Drawn = moving ? MovingFigure : Figure;
  return <Drawn joints={joints} mirrored={side === "left"} {...(className !== undefined && { className })} />;
}
