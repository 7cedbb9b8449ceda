"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { observeView } from "./observe-view.ts";

/** How far below the window something may be when it is fetched, so that it is there when it is scrolled to. */
const ahead = "120px 0px";

interface OnceInViewProps {
  /** Stands in its place until then, at its size. */
  before: ReactNode;
  children: ReactNode;
}

/** What is costly to load is loaded once somebody is about to see it, and stays. */
export function OnceInView({ before, children }: OnceInViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (isNear || !place.current) return;
    return observeView(place.current, (isInView) => isInView && setNear(true), { rootMargin: ahead });
  }, [isNear]);
  return (
    <div ref={place} className="h-full">
      {isNear ? children : before}
    </div>
  );
}
