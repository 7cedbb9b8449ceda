"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { NearLink } from "@/components/ui/near-link.tsx";

const pages = [
  { href: "/practice", label: "Sequences", below: "/practice/sequences" },
  { href: "/practice/poses", label: "Poses", below: "/practice/poses" },
  { href: "/practice/history", label: "History", below: "/practice/history" },
];

/** The ways between the pages of practice. What is to be left out stays so from one to the other. */
export function PracticeNav() {
  const path = usePathname();
  const avoid = useSearchParams().get("avoid");
  const search = avoid === null ? "" : `?${new URLSearchParams({ avoid })}`;
  return (
    <nav aria-label="Practice" className="border-b">
      <ul className="-mb-px flex gap-1">
        {pages.map(({ href, label, below }) => (
          <li key={href}>
            <NearLink
              href={`${href}${search}`}
              aria-current={path === href ? "page" : path.startsWith(`${below}/`) ? "true" : undefined}
              className="flex h-10 items-center border-transparent border-b-2 px-3 text-muted hover:text-ink aria-[current]:border-practice aria-[current]:font-medium aria-[current]:text-ink"
            >
              {label}
            </NearLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
