import type { MetadataRoute } from "next";
import { themeColours } from "@/components/layout/theme-colours.ts";

/** The manifest that lets a browser install Stint as an application. */
export default function manifest(): MetadataRoute.Manifest {
  const icon = (name: string, size: number, purpose: "any" | "maskable" = "any") => ({
    src: `/icons/${name}.png`,
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose,
  });
  const shortcutIcons = [{ src: "/icons/192.png", sizes: "192x192", type: "image/png" }];
  return {
    id: "/",
    name: "Stint",
    short_name: "Stint",
    description: "Time tracking for people who review code, with tasks, yoga breaks and an assistant.",
    lang: "en",
    start_url: "/today",
    scope: "/",
    display: "standalone",
    background_color: themeColours.light,
    theme_color: themeColours.light,
    categories: ["productivity"],
    icons: [icon("192", 192), icon("512", 512), icon("maskable-512", 512, "maskable")],
    shortcuts: [
      { name: "Today", url: "/today", icons: shortcutIcons },
      { name: "Tracking", url: "/tracking", icons: shortcutIcons },
      { name: "Practice", url: "/practice", icons: shortcutIcons },
    ],
  };
}
