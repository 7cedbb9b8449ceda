import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading } from "@/components/ui/states.tsx";
import { Section } from "./section.tsx";
import { type SectionId, sections } from "./sections.ts";

const heights: Record<SectionId, string> = {
  profile: "h-96 sm:h-78",
  time: "h-63.5",
  appearance: "h-10",
  devices: "h-15.5 sm:h-12",
  tokens: "h-119 sm:h-94",
  assistants: "h-167 sm:h-131",
  password: "h-60.5 sm:h-56.5",
  github: "h-10",
  data: "h-102 sm:h-71",
};

/** Settings before its values are there: each part under its title, at its size. */
export function SettingsSkeleton() {
  return (
    <Loading label="Your settings are loading" className="grid grid-cols-1 gap-5">
      {(Object.keys(sections) as SectionId[]).map((id) => (
        <Section key={id} id={id}>
          <Skeleton className={heights[id]} />
        </Section>
      ))}
    </Loading>
  );
}
