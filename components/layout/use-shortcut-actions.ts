"use client";
import { useRouter } from "next/navigation";
import { useRunning, useTracking } from "@/components/tracking/use-tracking.ts";
import { focusWhenMounted } from "@/components/ui/focus-when-mounted.ts";
import { getPageShortcuts } from "@/components/ui/keyboard/page-shortcuts.ts";
import type { ShortcutAction } from "@/components/ui/keyboard/shortcuts.ts";
import { toast } from "@/components/ui/toast.ts";
import { showGlobalDialog } from "./global-dialog.ts";

/** Where acts that begin with a field have it. */
const fields = { start: ["/today", "main input[name=reference]"], task: ["/tasks", "main input[name=task]"] } as const;
const searchField = "main [data-shortcut=search]";

/** Does what shortcuts and the palette ask for. */
export function useShortcutActions(): (act: ShortcutAction) => void {
  const router = useRouter();
  const running = useRunning();
  const { end } = useTracking();

  return (act) => {
    if (typeof act === "object") return "go" in act ? router.push(act.go) : getPageShortcuts()?.act(act.page);
    if (act === "palette" || act === "shortcuts") return showGlobalDialog(act);
    if (act === "start" || act === "task") {
      const [place, field] = fields[act];
      // The address changes before the listener of this render is replaced: usePathname would be one page behind.
      if (location.pathname !== place) router.push(place);
      return focusWhenMounted(field);
    }
    if (act === "search") {
      // A page without a search of its own has the one for everything.
      if (document.querySelector(searchField)) return focusWhenMounted(searchField);
      return showGlobalDialog("palette");
    }
    if (!running) return void toast("No session is running.");
    // What is refused is told where it is refused.
    end(running).catch(() => {});
  };
}
