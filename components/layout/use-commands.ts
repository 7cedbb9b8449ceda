"use client";
import { useQuery } from "@tanstack/react-query";
import {
  Braces,
  Download,
  FolderGit2,
  Keyboard,
  ListPlus,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Play,
  Square,
  SquarePen,
  Sun,
} from "lucide-react";
import { useTheme } from "next-themes";
import { startTransition } from "react";
import { useGithub } from "@/components/tracking/github.tsx";
import { parseKnown } from "@/components/tracking/known-name.ts";
import { useRunning, useTracking } from "@/components/tracking/use-tracking.ts";
import { keysOf, type ShortcutAction } from "@/components/ui/keyboard/shortcuts.ts";
import { navItems } from "@/components/ui/nav-list.ts";
import { signOut } from "@/lib/accounts/actions.ts";
import { read } from "@/lib/client/api.ts";
import type { trackingContract } from "@/lib/tracking/contract.ts";
import { formatPullRequest, parsePullRequest } from "@/lib/tracking/reference.ts";

interface Command {
  label: string;
  /** What tells it from others and is searched: its label, unless this says more. */
  value?: string;
  icon: LucideIcon;
  keys?: readonly string[] | undefined;
  /** Other words people look for it by. */
  also?: string[];
  run: () => void;
}

interface CommandGroup {
  heading: string;
  commands: Command[];
}

/** Saves a document; unlike going there, it leaves the page standing when there is no connection. */
function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}

/** What the palette offers, in its order. */
export function useCommands(
  search: string,
  act: (act: ShortcutAction) => void,
  go: (path: string) => void,
): CommandGroup[] {
  const { theme = "system", setTheme } = useTheme();
  const running = useRunning();
  const { start, end } = useTracking();
  const { data } = useQuery({
    queryKey: ["tracking", "repositories"],
    queryFn: ({ signal }) => read<typeof trackingContract.repositories>("/stats/repos", {}, signal),
  });
  const pullRequest = parsePullRequest(search, useGithub()) ?? parseKnown(search, data?.repos ?? []);

  const tracking: Command[] = [
    { label: "Start tracking…", icon: Play, keys: keysOf("start"), also: ["new session"], run: () => act("start") },
  ];
  if (pullRequest) {
    // What is refused is told where it is refused.
    const run = () => void start(pullRequest).catch(() => {});
    const label = `Start tracking ${formatPullRequest(pullRequest)}`;
    // With what was typed, so that it is found by it however that was written.
    tracking.unshift({ label, value: `${search} ${label}`, icon: Play, run });
  }
  if (running) {
    const run = () => void end(running).catch(() => {});
    const label = `End ${formatPullRequest(running)}`;
    tracking.push({ label, icon: Square, keys: keysOf("end"), also: ["stop tracking", "session"], run });
  }

  const themes: Command[] = [
    { label: "Light theme", icon: Sun, also: ["appearance", "day"], run: () => setTheme("light") },
    { label: "Dark theme", icon: Moon, also: ["appearance", "night"], run: () => setTheme("dark") },
    { label: "System theme", icon: Monitor, also: ["appearance", "auto"], run: () => setTheme("system") },
  ];
  const current = { light: themes[0], dark: themes[1], system: themes[2] }[theme];

  const repositories = (data?.repos ?? []).map(({ repo_owner, repo_name }) => ({
    label: `${repo_owner}/${repo_name}`,
    icon: FolderGit2,
    also: ["repository"],
    run: () => go(`/tracking/${encodeURIComponent(repo_owner)}/${encodeURIComponent(repo_name)}`),
  }));

  const acts = { heading: "Tracking", commands: tracking };
  const tasks = {
    heading: "Tasks",
    commands: [{ label: "Add a task…", icon: ListPlus, also: ["new task", "to do", "todo"], run: () => act("task") }],
  };
  const assistant = {
    heading: "Assistant",
    commands: [
      { label: "New conversation", icon: SquarePen, also: ["ask", "chat", "assistant"], run: () => go("/assistant") },
    ],
  };
  const pages = {
    heading: "Go to",
    commands: navItems.map(({ href, label, icon }) => ({
      label,
      icon,
      keys: keysOf({ go: href }),
      also: ["page", "go to"],
      run: () => go(href),
    })),
  };

  return [
    // Typing the name of a page means the page, even when the label of an action contains the word.
    ...(search === "" ? [acts, tasks, assistant, pages] : [pages, acts, tasks, assistant]),
    { heading: "Theme", commands: themes.filter((choice) => choice !== current) },
    {
      heading: "More",
      commands: [
        { label: "Keyboard shortcuts", icon: Keyboard, keys: keysOf("shortcuts"), run: () => act("shortcuts") },
        // A document of its own, outside of this application's pages.
        { label: "API documentation", icon: Braces, also: ["openapi"], run: () => location.assign("/docs") },
        {
          label: "Export sessions as CSV",
          icon: Download,
          also: ["download"],
          run: () => download("/api/v1/sessions/export?format=csv&bom=1"),
        },
        {
          label: "Export everything as JSON",
          icon: Download,
          also: ["download", "account"],
          run: () => download("/api/v1/auth/me/export"),
        },
        { label: "Sign out", icon: LogOut, also: ["log out"], run: () => startTransition(() => signOut()) },
      ],
    },
    // Last, as they come last: nothing else moves. Few until something is typed, when the newest are most likely meant.
    { heading: "Repositories", commands: search ? repositories : repositories.slice(0, 5) },
  ].filter(({ commands }) => commands.length > 0);
}
