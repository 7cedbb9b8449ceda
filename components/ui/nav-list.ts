import { Flower2, History, ListTodo, type LucideIcon, Settings, Sparkles, Sun } from "lucide-react";

interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Goes there when it is pressed after `g`. */
  key: string;
  /** Stands at the foot of the side bar. */
  foot?: boolean;
}

/** Where one can go. Both bars, the palette and the shortcuts read this list. */
export const navItems: readonly Place[] = [
  { href: "/today", label: "Today", icon: Sun, key: "t" },
  { href: "/tracking", label: "Tracking", icon: History, key: "r" },
  { href: "/practice", label: "Practice", icon: Flower2, key: "p" },
  { href: "/tasks", label: "Tasks", icon: ListTodo, key: "k" },
  { href: "/assistant", label: "Assistant", icon: Sparkles, key: "a" },
  { href: "/settings", label: "Settings", icon: Settings, key: "s", foot: true },
];
