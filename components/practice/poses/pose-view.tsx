import { ArrowLeft, ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Joints } from "@/components/practice/figure/joints.ts";
import { formatHold, formatLabel } from "@/components/practice/labels.ts";
import { Card } from "@/components/ui/card.tsx";
import { NearLink } from "@/components/ui/near-link.tsx";
import type { Pose } from "@/lib/practice/shapes.ts";
import { PoseFigure } from "./pose-figure.tsx";

/** The pose before or after another one. */
export type Neighbour = Pick<Pose, "slug" | "english_name">;

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="grid gap-0.5">
    <dt className="text-muted text-xs">{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** What is known of what one should not do it with; nothing of it is a doctor's word. */
function Cautions({ cautions }: Pick<Pose, "cautions">) {
  const advice = "This is not medical advice. If in doubt, ask a doctor.";
  return (
    <Card aria-labelledby="cautions" className="grid gap-2 p-5">
      <h2 id="cautions" className="font-semibold text-base">
        Cautions
      </h2>
      {cautions !== null && cautions.length > 0 && (
        <>
          <p>Skip it, or ask a doctor first, if you have:</p>
          <ul className="grid list-disc gap-1 pl-5">
            {cautions.map((caution) => (
              <li key={caution}>{formatLabel(caution)}</li>
            ))}
          </ul>
        </>
      )}
      {cautions?.length === 0 && <p>No known cautions.</p>}
      {cautions === null && <p>No cautions are confirmed for this pose, but there may be some.</p>}
      <p className="text-muted">{advice}</p>
    </Card>
  );
}

interface StepsProps {
  id: string;
  title: string;
  lines: string[];
  ordered?: boolean;
}

function Lines({ id, title, lines, ordered = false }: StepsProps) {
  if (lines.length === 0) return null;
  const List = ordered ? "ol" : "ul";
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <h2 id={id} className="font-semibold text-base">
        {title}
      </h2>
      <List className={ordered ? "grid list-decimal gap-1.5 pl-5" : "grid list-disc gap-1.5 pl-5"}>
        {lines.map((line) => (
          <li key={line} className="text-pretty pl-1 marker:text-muted">
            {line}
          </li>
        ))}
      </List>
    </section>
  );
}

interface PoseViewProps {
  pose: Pose;
  joints: Joints | undefined;
  before: Neighbour | undefined;
  after: Neighbour | undefined;
  /** The query of the addresses of other poses. */
  search: string;
}

/** A pose: what it looks like, how it is done, what it is good for, and what it is bad for. */
export function PoseView({ pose, joints, before, after, search }: PoseViewProps) {
  const { english_name, sanskrit_name, category, difficulty, bilateral, typical_hold_seconds, target_areas } = pose;
  const link = "flex min-h-10 min-w-0 items-center gap-2 rounded-md text-muted hover:text-ink [&_svg]:size-4";
  return (
    <div className="grid grid-cols-1 gap-8">
      <div className="grid grid-cols-1 gap-x-10 gap-y-6 md:grid-cols-2">
        <header className="grid content-start gap-1 md:col-start-2">
          <h1 className="wrap-anywhere font-semibold text-xl tracking-tight">{english_name}</h1>
          <p lang="sa-Latn" className="wrap-anywhere text-lg text-muted">
            {sanskrit_name}
          </p>
        </header>
        <div className="md:sticky md:top-8 md:row-span-2 md:row-start-1 md:self-start">
          <PoseFigure joints={joints} name={english_name} bilateral={bilateral} />
        </div>
        <div className="grid content-start gap-6">
          <dl className="grid grid-cols-2 gap-4">
            <Fact name="Kind">{formatLabel(category)}</Fact>
            {difficulty !== null && <Fact name="Difficulty">{formatLabel(difficulty)}</Fact>}
            <Fact name="Sides">{bilateral ? "One side at a time" : "Both sides at once"}</Fact>
            {typical_hold_seconds !== null && (
              <Fact name="Typical hold">
                <span className="figures">{formatHold(typical_hold_seconds)}</span>
                {bilateral && " each side"}
              </Fact>
            )}
            {target_areas.length > 0 && <Fact name="Areas">{formatLabel(target_areas.map(plainArea).join(", "))}</Fact>}
          </dl>
          {pose.description !== "" && <p className="text-pretty">{pose.description}</p>}
          <Lines id="steps" title="How to do it" lines={pose.instructions} ordered />
          <Lines id="benefits" title="Benefits" lines={pose.benefits} />
          <Cautions cautions={pose.cautions} />
        </div>
      </div>
      <nav aria-label="Other poses" className="flex justify-between gap-4 border-t pt-3">
        {before && (
          <NearLink href={`/practice/poses/${before.slug}${search}`} rel="prev" className={link}>
            <ArrowLeft aria-hidden="true" />
            <span className="min-w-0">
              <span className="sr-only">Before: </span>
              {before.english_name}
            </span>
          </NearLink>
        )}
        {after && (
          <NearLink href={`/practice/poses/${after.slug}${search}`} rel="next" className={`${link} ml-auto text-right`}>
            <span className="min-w-0">
              <span className="sr-only">Next: </span>
              {after.english_name}
            </span>
            <ArrowRight aria-hidden="true" />
          </NearLink>
        )}
      </nav>
    </div>
  );
}

const plainArea = (area: string): string => area.replaceAll("-", " ");
