"use client";
import type { ComponentProps } from "react";
import { type Overlay, showOverlay } from "./global-dialog.ts";

interface OverlayButtonProps extends Omit<ComponentProps<"button">, "type" | "onClick"> {
  opens: Overlay;
}

/** A button that opens the palette or the list of shortcuts. */
export function OverlayButton({ opens, ...rest }: OverlayButtonProps) {
  return <button type="button" aria-haspopup="dialog" onClick={() => showOverlay(opens)} {...rest} />;
}
