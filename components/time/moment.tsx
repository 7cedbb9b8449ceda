import { formatInstant, formatMoment } from "@/lib/core/format.ts";

interface MomentProps {
  instant: string;
  zone: string;
  now: number;
  className?: string;
  /** Leaves "Today" out, where a time alone says enough. */
  short?: boolean;
}

/** A moment as people say it; the exact instant on hover. */
export function Moment({ instant, zone, now, className, short }: MomentProps) {
  return (
    <time dateTime={instant} title={formatInstant(instant, zone)} className={className}>
      {short ? formatMoment(instant, zone, now).replace(/^Today,? /, "") : formatMoment(instant, zone, now)}
    </time>
  );
}
