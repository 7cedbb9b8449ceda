"use client";
import { Braces, Sun } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn.ts";

const places = [
  { href: "/today", label: "Today", icon: Sun, page: true },
  { href: "/docs", label: "API", icon: Braces, page: false },
];

const look = {
  side: "h-9 gap-3 rounded-md px-2 hover:bg-sunken aria-[current]:bg-sunken aria-[current]:font-medium",
  bottom: "h-14 flex-1 flex-col justify-center gap-1 text-xs",
};

/** Where one can go: a column in the side bar, a row in the bottom bar. */
export function Places({ variant }: { variant: keyof typeof look }) {
  const path = usePathname();
  return places.map(({ href, label, icon: Icon, page }) => {
    const current = path === href || path.startsWith(`${href}/`);
    const inner = (
      <>
        <Icon aria-hidden="true" className="size-4.5" />
        {label}
      </>
    );
    const shared = {
      href,
      "aria-current": current ? ("page" as const) : undefined,
      className: cn("flex items-center text-muted hover:text-ink aria-[current]:text-ink", look[variant]),
    };
    // The API's documentation is a document of its own, outside of this application's pages.
    return page ? (
      <Link key={href} {...shared}>
        {inner}
      </Link>
    ) : (
      <a key={href} {...shared}>
        {inner}
      </a>
    );
  });
}
