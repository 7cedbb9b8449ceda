import { SignalHigh, SignalLow, SignalMedium } from "lucide-react";
import type { Priority } from "@/lib/tasks/words.ts";

const icons = { high: SignalHigh, medium: SignalMedium, low: SignalLow };

/** One, two or three bars. Say the priority beside it for those who do not see it. */
export function PriorityIcon({ priority }: { priority: Priority }) {
  const Icon = icons[priority];
  return <Icon aria-hidden="true" />;
}
