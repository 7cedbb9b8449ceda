"use client";
import { useEffect } from "react";
import { serverNow, useNow } from "@/components/time/now.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import type { Practice } from "@/lib/practice/shapes.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { breakDue } from "./break.ts";
import { useDismissed } from "./dismissed.ts";

/** A break that is due. */
export interface Due {
  /** Full minutes worked without one, in seconds. */
  worked: number;
  /** Puts the offer away until the next stretch of work. */
  dismiss: () => void;
}

interface BreakDueProps {
  sessions: Session[];
  practices: Practice[];
  onDue: (due: Due | null) => void;
}

/** Tells when a break is due, and when no more. Draws nothing. */
export function BreakDue({ sessions, practices, onDue }: BreakDueProps) {
  const [dismissedAt, dismiss] = useDismissed(useCurrentUser().id);
  const seconds = breakDue(sessions, practices, useNow(), dismissedAt);
  const worked = seconds === null ? null : seconds - (seconds % 60);
  useEffect(() => {
    onDue(worked === null ? null : { worked, dismiss: () => dismiss(serverNow()) });
  }, [worked, dismiss, onDue]);
  useEffect(() => () => onDue(null), [onDue]);
  return null;
}
