"use client";
import type { ComponentProps } from "react";
import { type GlobalDialog, showGlobalDialog } from "./global-dialog.ts";

interface OverlayButtonProps extends Omit<ComponentProps<"button">, "type" | "onClick"> {
  opens: GlobalDialog;
}

/** A button that opens the palette or the list of shortcuts. */
export function GlobalDialogButton({ opens, ...rest }: OverlayButtonProps) {
  return <button type="button" aria-haspopup="dialog" onClick={() => showGlobalDialog(opens)} {...rest} />;
}
