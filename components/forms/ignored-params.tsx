"use client";
import { Info } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import type { Problem } from "./url-params.ts";

interface LeftOutProps {
  problems: Problem[];
  /** Takes parts out of the address. */
  onRemove: (names: string[]) => void;
}

/** Says which part of a hand-made address was left out, and why. Nothing for an address that makes sense. */
export function IgnoredParams({ problems, onRemove }: LeftOutProps) {
  if (problems.length === 0) return null;
  return (
    <div role="status" className="flex items-start gap-3 rounded-md bg-sunken p-3">
      <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p>Part of the address was not understood and was ignored:</p>
        <ul className="mt-1 grid gap-0.5 text-muted">
          {problems.map(({ name, text, why }) => (
            <li key={name} className="wrap-anywhere">
              <bdi className="figures text-ink">
                {name}={text}
              </bdi>{" "}
              {why}.
            </li>
          ))}
        </ul>
      </div>
      <Button variant="outline" size="sm" onClick={() => onRemove(problems.map(({ name }) => name))}>
        Remove it
      </Button>
    </div>
  );
}
