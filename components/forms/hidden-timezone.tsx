"use client";
import { useSyncExternalStore } from "react";

const neverChanges = () => () => {};

/** A hidden field with this browser's time zone; empty until scripts run. */
export function HiddenTimezone({ name }: { name: string }) {
  const zone = useSyncExternalStore(
    neverChanges,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "",
  );
  return <input type="hidden" name={name} value={zone} />;
}
