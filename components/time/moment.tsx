import { sayInstant, sayMoment } from "@/lib/core/format.ts";

interface MomentProps {
  instant: string;
  zone: string;
  now: number;
  className?: string;
}

/** A moment as people say it; the exact instant on hover. */
export function Moment({ instant, zone, now, className }: MomentProps) {
  return (
    <time dateTime={instant} title={sayInstant(instant, zone)} className={className}>
      {sayMoment(instant, zone, now)}
    </time>
  );
}
