"use client";
import Link from "next/link";
import { type ComponentProps, useState } from "react";

type NearLinkProps = Omit<ComponentProps<typeof Link>, "prefetch" | "onPointerEnter" | "onFocus">;

/**
 * A link whose page is fetched when somebody is about to follow it: with the pointer on it, or the focus. Next would
 * fetch it, scripts and all, as soon as the link can be seen, which every page in the bars always can.
 */
export function NearLink(props: NearLinkProps) {
  const [near, setNear] = useState(false);
  const approach = () => setNear(true);
  // `null` is Next's own way of fetching ahead.
  return <Link {...props} prefetch={near ? null : false} onPointerEnter={approach} onFocus={approach} />;
}
