"use client";
import type { Analytics } from "@vercel/analytics/next";
import { useEffect, useState } from "react";

/** Vercel's count of visits. Rendered on Vercel alone, so nobody else loads it. */
export function VisitorCount() {
  const [Count, setCount] = useState<typeof Analytics>();
  useEffect(() => {
    import("@vercel/analytics/next").then(
      (module) => setCount(() => module.Analytics),
      () => {},
    );
  }, []);
  return Count && <Count />;
}
