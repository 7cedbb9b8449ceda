"use client";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { themeColours } from "./theme-colours.ts";

const never = () => () => {};

/** Colours the browser's own bars: like the system's theme until another one was chosen. */
export function ThemeColour() {
  const { theme } = useTheme();
  // The server cannot know the choice, and what it wrote is what hydration must find.
  const hydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const chosen = hydrated && (theme === "light" || theme === "dark") ? themeColours[theme] : undefined;
  return (
    <>
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={chosen ?? themeColours.light} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={chosen ?? themeColours.dark} />
    </>
  );
}
