"use client";
import { ChevronsUpDown } from "lucide-react";
import { useId, useRef, useState } from "react";
import { cn } from "@/components/ui/cn.ts";
import { usePart } from "@/components/ui/use-part.ts";

/** The first letter of a name as people see letters: an emoji of several parts, or a letter with its marks, is one. */
function initialOf(name: string): string {
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment ?? "";
}

const loadMenu = () => import("./account-menu.tsx").then((module) => module.AccountMenu);

interface AccountButtonProps {
  name: string;
  email: string;
  /** `row` in the side bar, `round` on top of a phone's page. */
  look: "row" | "round";
}

/** Opens the account's menu, which is loaded once somebody comes near it. A press before that is kept. */
export function AccountButton({ name, email, look }: AccountButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState<"pointer" | "keyboard">();
  const [Menu, getMenu] = usePart(loadMenu, () => setOpened(undefined));
  const row = look === "row";

  function open(by: "pointer" | "keyboard"): void {
    getMenu();
    setOpened(by);
  }

  return (
    <div className={cn("relative flex", row && "min-w-0 flex-1")}>
      <button
        ref={button}
        id={id}
        type="button"
        aria-haspopup="menu"
        aria-expanded={opened !== undefined && Menu !== undefined}
        className={cn(
          "flex min-w-0 items-center text-left hover:bg-sunken aria-expanded:bg-sunken",
          row ? "h-10 flex-1 gap-2.5 rounded-md px-1.5" : "size-10 justify-center rounded-full",
        )}
        onPointerEnter={getMenu}
        onFocus={getMenu}
        // A click without a pointer comes from a key, or from a screen reader.
        onClick={(event) => (opened ? setOpened(undefined) : open(event.detail === 0 ? "keyboard" : "pointer"))}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          open("keyboard");
        }}
      >
        <span
          aria-hidden="true"
          className={cn(
            "grid shrink-0 place-items-center rounded-full bg-sunken font-medium uppercase",
            row ? "size-6 text-xs" : "size-8",
          )}
        >
          {initialOf(name)}
        </span>
        <span className={row ? "min-w-0 flex-1" : "sr-only"}>
          <span className="sr-only">Account: </span>
          <bdi className="block truncate">{name}</bdi>
        </span>
        {row && <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted" />}
      </button>
      {Menu && (
        <Menu
          email={email}
          open={opened !== undefined}
          onClose={() => setOpened(undefined)}
          button={button}
          byKeyboard={opened === "keyboard"}
          side={row ? "top" : "bottom"}
        />
      )}
    </div>
  );
}
