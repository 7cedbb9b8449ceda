"use server";
import { notFound, redirect } from "next/navigation";
import { zoneName } from "@/lib/accounts/rules.ts";
import { answerForm, type FormState, textOf } from "@/lib/api/form.ts";
import { env } from "@/lib/core/env.ts";
import { homePath } from "@/lib/core/return-path.ts";
import { openDemo } from "./open.ts";

/** Signs the browser in to a new account with sample data in its `timezone`. */
export async function lookAround(before: FormState, form: FormData): Promise<FormState> {
  if (!env().DEMO_MODE) notFound();
  const result = await openDemo(zoneName(textOf(form, "timezone")) ?? undefined);
  if (result.ok) redirect(homePath);
  return answerForm(before, result);
}
