"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { Segmented } from "@/components/ui/segmented.tsx";

const themes = [
  {
    value: "light",
    label: (
      <>
        <Sun aria-hidden="true" className="shrink-0" /> Light
      </>
    ),
  },
  {
    value: "dark",
    label: (
      <>
        <Moon aria-hidden="true" className="shrink-0" /> Dark
      </>
    ),
  },
  {
    value: "system",
    label: (
      <>
        <Monitor aria-hidden="true" className="shrink-0" /> System
      </>
    ),
  },
] as const;

const neverChanges = () => () => {};

/** Light, dark, or as the system says. Which one it is only the browser knows, so none is chosen before scripts run. */
export function Appearance() {
  const { theme = "system", setTheme } = useTheme();
  const known = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return (
    <Segmented<string>
      label="Theme"
      options={themes}
      value={known ? theme : ""}
      onChange={setTheme}
      disabled={!known}
      className="justify-self-start"
    />
  );
}
