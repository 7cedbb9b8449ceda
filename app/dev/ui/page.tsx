import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { StandaloneLayout } from "@/components/layout/standalone-layout.tsx";
import { ThemeSwitch } from "@/components/layout/theme-switch.tsx";
import { env } from "@/lib/core/env.ts";
import { Controls } from "./controls.tsx";
import { Fields } from "./fields.tsx";
import { Layers } from "./layers.tsx";
import { States } from "./states.tsx";
import { Tokens } from "./tokens.tsx";

export const metadata: Metadata = { title: "Parts" };

const sections = [
  { id: "tokens", title: "Tokens", Part: Tokens },
  { id: "controls", title: "Buttons and badges", Part: Controls },
  { id: "fields", title: "Fields", Part: Fields },
  { id: "layers", title: "What opens", Part: Layers },
  { id: "states", title: "The four states", Part: States },
];

/** Every UI component in every state. For developers; not available in production. */
export default function PartsPage() {
  if (env().NODE_ENV === "production") notFound();
  return (
    <StandaloneLayout aside={<ThemeSwitch />}>
      <div className="grid grid-cols-1 gap-10 pt-4 pb-20">
        <div className="grid gap-3">
          <h1 className="font-semibold text-xl tracking-tight">Parts</h1>
          <p className="max-w-xl text-muted">
            What every page of Stint is made of. A page that needs more than this adds it here first.
          </p>
          <nav aria-label="Parts" className="flex flex-wrap gap-x-4 gap-y-2">
            {sections.map(({ id, title }) => (
              <a key={id} href={`#${id}`} className="rounded-sm underline underline-offset-2 hover:text-work">
                {title}
              </a>
            ))}
          </nav>
        </div>
        {sections.map(({ id, title, Part }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`} className="grid scroll-mt-4 grid-cols-1 gap-4">
            <h2 id={`${id}-title`} className="font-semibold text-lg tracking-tight">
              {title}
            </h2>
            <Part />
          </section>
        ))}
      </div>
    </StandaloneLayout>
  );
}
