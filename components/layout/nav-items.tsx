"use client";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn.ts";
import { navItems } from "@/components/ui/nav-list.ts";
import { NearLink } from "@/components/ui/near-link.tsx";

const look = {
  side: "h-9 gap-3 rounded-md px-2 hover:bg-sunken aria-[current]:bg-sunken aria-[current]:font-medium",
  // By their words, so that they stay apart where somebody spaces letters out.
  bottom: "h-14 min-w-0 flex-auto flex-col justify-center gap-1 text-xs",
};

interface PlacesProps {
  variant: keyof typeof look;
  /** Only those at the foot of the side bar, or only the others. Without it: all. */
  foot?: boolean;
}

/** Where one can go: a column in the side bar, a row in the bottom bar. */
export function NavItems({ variant, foot }: PlacesProps) {
  const path = usePathname();
  return navItems
    .filter((place) => foot === undefined || foot === (place.foot ?? false))
    .map(({ href, label, icon: Icon }) => (
      <NearLink
        key={href}
        href={href}
        aria-current={path === href || path.startsWith(`${href}/`) ? "page" : undefined}
        className={cn("flex items-center text-muted hover:text-ink aria-[current]:text-ink", look[variant])}
      >
        <Icon aria-hidden="true" className="size-4.5" />
        <span className="max-w-full truncate">{label}</span>
      </NearLink>
    ));
}
