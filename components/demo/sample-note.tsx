import { cn } from "@/components/ui/cn.ts";
import { today } from "@/lib/core/time.ts";

interface SampleNoteProps {
  /** Whose data it is; nothing is said to people whose account stays. */
  person: { expires_at: string | null; timezone: string };
  className?: string;
}

/** Reminds demo users that the data is made up, and when it will be deleted. */
export function SampleNote({ person: { expires_at, timezone }, className }: SampleNoteProps) {
  if (expires_at === null) return null;
  const endsToday = today(timezone, new Date(expires_at)) === today(timezone);
  return <p className={cn("text-muted text-xs", className)}>Sample data; deleted {endsToday ? "today" : "tomorrow"}</p>;
}
