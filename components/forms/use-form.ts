"use client";
import { unstable_rethrow } from "next/navigation";
import { type RefObject, startTransition, useActionState, useEffect, useRef, useSyncExternalStore } from "react";
import { type FormState, untouched } from "@/lib/api/form.ts";

export type FormAction = (before: FormState, form: FormData) => Promise<FormState>;

interface FormParts {
  state: FormState;
  send: (form: FormData) => void;
  pending: boolean;
  /** Goes on the form element. */
  ref: RefObject<HTMLFormElement | null>;
}

const neverChanges = () => () => {};
const useHydrated = (): boolean =>
  useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );

const unreachable = (before: FormState, form: FormData): FormState => ({
  ...before,
  attempt: before.attempt + 1,
  done: false,
  typed: Object.fromEntries(
    [...form].filter(([name, value]) => typeof value === "string" && !/password/.test(name)),
  ) as {
    [name: string]: string;
  },
  fields: {},
  code: "UNAVAILABLE",
  message: "Stint cannot be reached. Nothing was changed. Try again.",
});

/**
 * A form and its server action. After a refusal the first wrong field has the focus.
 * @param action sent to as it is until scripts run, so the form works without them
 * @param tell hears each answer, also when the form is gone from the page by then
 * @param clear asked after each answer; a promise means that the form is sent once more when it resolves to true
 */
export function useForm(
  action: FormAction,
  tell?: (answer: FormState) => void,
  clear?: (answer: FormState) => Promise<boolean> | undefined,
): FormParts {
  const hydrated = useHydrated();
  const guarded: FormAction = async (before, form) => {
    let answer: FormState;
    try {
      answer = await action(before, form);
    } catch (error) {
      unstable_rethrow(error);
      answer = unreachable(before, form);
    }
    tell?.(answer);
    // Not awaited: what a dialog shows would wait for this very action to end.
    void clear?.(answer)?.then((again) => again && startTransition(() => send(form)));
    return answer;
  };
  const [state, send, pending] = useActionState(hydrated ? guarded : action, untouched);
  const ref = useRef<HTMLFormElement>(null);
  const { attempt, done } = state;
  useEffect(() => {
    if (attempt > 0 && !done) ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [attempt, done]);
  return { state, send, pending, ref };
}
