"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { Notice } from "@/components/forms/form-message.tsx";

/** Confirms to a user that their account was deleted. */
export function AccountDeletedNotice() {
  const asked = useSearchParams().has("goodbye");
  if (usePathname() !== "/" || !asked) return null;
  return (
    <div className="mx-auto w-full max-w-6xl px-4 md:px-8">
      <Notice tone="practice">Your account and everything in it have been deleted. Thank you for using Stint.</Notice>
    </div>
  );
}
