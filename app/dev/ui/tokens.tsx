"use client";
import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { contrast, grounds, pairs } from "@/components/ui/palette.ts";
import { Specimen } from "./specimen.tsx";

const colours = [...new Set([...pairs.flat(), "line", "edge"])];

/** `#fff` as `#ffffff`: a build minifies colours. */
const written = (hex: string): string => (hex.length === 4 ? hex.replace(/[^#]/g, "$&$&") : hex);

/** The colours of the current theme, as `#rrggbb` by token. */
function useColours(): Record<string, string> {
  const { resolvedTheme } = useTheme();
  const [values, setValues] = useState<Record<string, string>>({});
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const read = () =>
      setValues(Object.fromEntries(colours.map((name) => [name, written(style.getPropertyValue(`--${name}`))])));
    if (resolvedTheme) read();
  }, [resolvedTheme]);
  return values;
}

function Pair({ text, ground, ratio, least }: { text: string; ground: string; ratio: number; least: number }) {
  return (
    <li
      className="flex items-center justify-between gap-2 rounded-md border px-3 py-2"
      style={{ backgroundColor: `var(--${ground})`, color: `var(--${text})` }}
    >
      <span className="truncate">
        {text} on {ground}
      </span>
      <span className="figures">{ratio ? `${ratio.toFixed(1)}${ratio < least ? " ✗" : ""}` : "–"}</span>
    </li>
  );
}

const sizes = [
  ["text-xs", "12"],
  ["text-sm", "14"],
  ["text-base", "16"],
  ["text-lg", "20"],
  ["text-xl", "28"],
  ["text-2xl", "40"],
] as const;
const spaces = ["w-1", "w-2", "w-3", "w-4", "w-5", "w-6", "w-8", "w-10", "w-16"];
const radii = [
  ["rounded-sm", "4 px: in a control"],
  ["rounded-md", "8 px: a control"],
  ["rounded-lg", "12 px: a card"],
] as const;

/** Colours with their contrast, type, spacing, corners. */
export function Tokens() {
  const values = useColours();
  const ratio = (text: string, ground: string) => contrast(values[text] || "#000000", values[ground] || "#000000");
  const known = Object.keys(values).length > 0;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Specimen name="Colours of this theme">
        <ul className="grid w-full grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-6">
          {colours.map((name) => (
            <li key={name} className="grid gap-1">
              <span className="h-12 rounded-md border" style={{ backgroundColor: `var(--${name})` }} />
              <span>{name}</span>
              <span className="figures text-muted text-xs">{values[name] ?? "#……"}</span>
            </li>
          ))}
        </ul>
      </Specimen>
      <Specimen name="Contrast: text on its ground, 4.5 at least; the edge of a field, 3 at least">
        <ul className="grid w-full grid-cols-1 gap-2 sm:grid-cols-2 lg:grid-cols-4">
          {pairs.map(([text, ground]) => (
            <Pair key={`${text} ${ground}`} {...{ text, ground }} ratio={known ? ratio(text, ground) : 0} least={4.5} />
          ))}
        </ul>
        <p className="flex flex-wrap gap-2">
          {grounds.map((ground) => (
            <Badge key={ground}>
              edge on {ground} <span className="figures">{known ? ratio("edge", ground).toFixed(1) : "–"}</span>
            </Badge>
          ))}
        </p>
      </Specimen>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Specimen name="Type" className="grid grid-cols-1">
          {sizes.map(([size, pixels]) => (
            <p key={size} className={`${size} flex items-baseline gap-4 truncate`}>
              <span className="figures w-6 shrink-0 text-muted text-xs">{pixels}</span>A calm day
            </p>
          ))}
          <p className="figures flex items-baseline gap-4 text-lg">
            <span className="w-6 shrink-0 text-muted text-xs">20</span>1 h 24 m 07 s
          </p>
        </Specimen>
        <div className="grid grid-cols-1 gap-4">
          <Specimen name="Spacing, on a grid of 4 px" className="items-end">
            {spaces.map((space) => (
              <span key={space} className="grid justify-items-center gap-1">
                <span className={`${space} h-6 rounded-sm bg-work-soft`} />
                <span className="figures text-muted text-xs">{Number(space.slice(2)) * 4}</span>
              </span>
            ))}
          </Specimen>
          <Specimen name="Corners">
            {radii.map(([radius, words]) => (
              <span key={radius} className={`${radius} border border-edge bg-sunken px-4 py-3 text-muted text-xs`}>
                {words}
              </span>
            ))}
            <span className="rounded-md border bg-raised px-4 py-3 text-muted text-xs shadow-float">
              The one shadow, for what floats
            </span>
          </Specimen>
        </div>
      </div>
    </div>
  );
}
