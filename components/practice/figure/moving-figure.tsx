"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";
import { Figure } from "./figure.tsx";
import { type Joints, mirror, mix } from "./joints.ts";

const eased = (t: number) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

/**
 * The joints to draw now, on their way from what was drawn before to `joints`. At once for who asked for less motion.
 * @param milliseconds how long the way takes
 */
function useMoving(joints: Joints, milliseconds: number) {
  const [shown, setShown] = useState(joints);
  const latest = useRef(joints);

  useEffect(() => {
    const from = latest.current;
    if (from === joints) return;
    const show = (next: Joints) => {
      latest.current = next;
      setShown(next);
    };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return show(joints);
    let began: number | undefined;
    let frame = requestAnimationFrame(function step(now) {
      began ??= now;
      const t = Math.min(1, (now - began) / milliseconds);
      show(mix(from, joints, eased(t)));
      if (t < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [joints, milliseconds]);

  return shown;
}

/** A figure that moves from each pose into the next; give it the same `joints` object while the pose stays. */
export function MovingFigure({
  joints,
  mirrored = false,
  milliseconds = 600,
  ...rest
}: ComponentProps<typeof Figure> & { milliseconds?: number }) {
  const [target, setTarget] = useState({ joints, mirrored, shown: mirrored ? mirror(joints) : joints });
  if (target.joints !== joints || target.mirrored !== mirrored) {
    setTarget({ joints, mirrored, shown: mirrored ? mirror(joints) : joints });
  }
  return <Figure {...rest} joints={useMoving(target.shown, milliseconds)} />;
}
