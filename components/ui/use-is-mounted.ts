"use client";
import { type RefObject, useEffect, useRef } from "react";

/** Whether the part of the page that asks is still on it, for answers that come late. */
export function useIsMounted(): RefObject<boolean> {
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return isThere;
}
