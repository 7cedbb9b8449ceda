import { formatInstant, formatMoment } from "@/lib/core/format.ts";

interface MomentProps {
  instant: string;
  zone: string;
  now: number;
  className?: string;
}

/** A moment as people say it; the exact instant on hover. */
export function Moment({ instant, zone, now, className }: MomentProps) {
  return (
    <time dateTime={instant} title={formatInstant(instant, zone)} className={className}>
      {formatMoment(instant, zone, now)}
    </time>
  );
}
