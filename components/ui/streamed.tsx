"use client";
import { type ReactNode, Suspense, useState } from "react";

interface ArrivingProps {
  /** It comes with a document, not to a page that runs already. */
  whole: boolean;
  /** Stands in its place until it is there. */
  fallback: ReactNode;
  children: ReactNode;
}

/**
 * Something that may take time to come. In a document it is there from the beginning, for without scripts nobody would
 * put it in the place of its fallback: React sends what is large after the rest, however soon it is ready, and so does
 * every `loading.tsx`.
 */
export function Streamed({ whole, fallback, children }: ArrivingProps) {
  // Content that was sent at once stays mounted when the page refreshes, or it would lose what was typed into it.
  const [wasWhole] = useState(whole);
  return wasWhole ? children : <Suspense fallback={fallback}>{children}</Suspense>;
}
