"use client";
import { Hourglass, LoaderCircle, Play, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Keys } from "@/components/ui/keyboard/keys.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { Table, Td, Th } from "@/components/ui/table.tsx";
import { Hint } from "@/components/ui/tooltip.tsx";
import { Specimen } from "./specimen.tsx";

const variants = ["ink", "work", "practice", "outline", "ghost", "danger"] as const;
const tones = ["plain", "work", "practice", "assistant", "danger"] as const;
const spans = [
  { value: "day", label: "Day" },
  { value: "week", label: "Week" },
  { value: "year", label: "Year" },
] as const;

/** Buttons, badges, segments, keys, a table. */
export function Controls() {
  const [span, setSpan] = useState<(typeof spans)[number]["value"]>("week");
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      <Specimen name="Buttons">
        {variants.map((variant) => (
          <Button key={variant} variant={variant}>
            {variant}
          </Button>
        ))}
      </Specimen>
      <Specimen name="Small, with an icon alone, of a link">
        <Button size="sm">
          <Play aria-hidden="true" /> Start
        </Button>
        <Button size="sm" variant="outline">
          <Plus aria-hidden="true" /> Add
        </Button>
        <Hint text="Delete this session">
          <Button variant="ghost" size="icon" aria-label="Delete">
            <Trash2 aria-hidden="true" />
          </Button>
        </Hint>
        <CopyButton text="stint" label="Copy" />
        <Button asChild variant="outline" size="sm">
          <a href="#fields">To the fields</a>
        </Button>
      </Specimen>
      <Specimen name="Disabled, and busy">
        {variants.map((variant) => (
          <Button key={variant} variant={variant} disabled>
            {variant}
          </Button>
        ))}
        <Button disabled aria-busy="true" className="relative">
          <span className="invisible">Save</span>
          <LoaderCircle aria-hidden="true" className="absolute animate-spin" />
          <span className="sr-only">Saving</span>
        </Button>
      </Specimen>
      <Specimen name="Badges">
        {tones.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
        <Badge tone="work">
          <Hourglass aria-hidden="true" /> Waiting to be sent
        </Badge>
      </Specimen>
      <Specimen name="One of a few">
        <Segmented label="Span" options={spans} value={span} onChange={setSpan} />
        <Segmented label="Span that cannot be chosen" options={spans} defaultValue="day" disabled />
      </Specimen>
      <Specimen name="Keys">
        <Keys keys={["Mod+k"]} />
        <Keys keys={["g", "t"]} />
        <Keys keys={["Escape"]} />
      </Specimen>
      <div className="lg:col-span-2">
        <Specimen name="Table" className="block">
          <Table aria-label="Time by repository">
            <thead>
              <tr>
                <Th>Repository</Th>
                <Th className="text-right">Sessions</Th>
                <Th className="text-right">Time</Th>
              </tr>
            </thead>
            <tbody>
              {[
                ["vercel/next.js", "12", "4 h 30 m"],
                ["facebook/react", "7", "2 h 05 m"],
              ].map(([repository, sessions, time]) => (
                <tr key={repository}>
                  <Th scope="row">{repository}</Th>
                  <Td className="figures text-right">{sessions}</Td>
                  <Td className="figures text-right">{time}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Specimen>
      </div>
    </div>
  );
}
