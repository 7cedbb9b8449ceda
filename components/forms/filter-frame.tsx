"use client";
import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";

interface FilterFrameProps {
  /** What is always in sight: the search. */
  search: ReactNode;
  /** How many filters are on. */
  count: number;
  /** The others, in a grid of two columns on phones, beside a bar of four or six. */
  children: ReactNode;
}

/** What narrows a list. On phones it folds away, all but the search. */
export function FilterFrame({ search, count, children }: FilterFrameProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <search aria-label="Filters" className="grid grid-cols-[minmax(0,1fr)_auto] gap-3 md:grid-cols-4 xl:grid-cols-6">
      {search}
      <Button
        variant="outline"
        className="mt-5 md:hidden"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <SlidersHorizontal aria-hidden="true" />
        Filters{count > 0 && ` (${count})`}
      </Button>
      <div
        id={id}
        className={cn("col-span-full grid-cols-2 gap-3 md:contents", isOpen ? "max-md:grid" : "max-md:hidden")}
      >
        {children}
      </div>
    </search>
  );
}
