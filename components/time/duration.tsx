import { cn } from "@/components/ui/cn.ts";
import { formatDuration } from "@/lib/core/format.ts";

/** Words with numbers in them: the numbers keep their width, what is between them steps back. */
export function Figures({ text }: { text: string }) {
  return [...text.matchAll(/\d+|\D+/g)].map(({ 0: part, index: place }) => (
    <span key={place} className={/\d/.test(part) ? "figures" : "whitespace-pre text-muted"}>
      {part}
    </span>
  ));
}

/** A duration, in seconds. */
export function Duration({ seconds, className }: { seconds: number; className?: string }) {
  return (
    <span className={cn("whitespace-nowrap", className)}>
      <Figures text={formatDuration(seconds)} />
    </span>
  );
}
