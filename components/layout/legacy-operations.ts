"use client";
import { toast } from "@/components/ui/toast.ts";
import { type Operation, putItem } from "@/lib/client/outbox-store.ts";

/**
 * Operations that Stint 0.1 stored in localStorage, before the outbox. They move there once. To be removed when no
 * browser can hold any: 24 hours after everyone has loaded a newer version.
 */

const prefixes = { tracking: "stint.operation.", tasks: "stint.task-operation." };

interface LegacyTask {
  operation: Operation & { kind: string; task?: { title: string } };
  /** It was sent, and no answer arrived. */
  isTried: boolean;
}

function legacyNames(user: number): { scope: keyof typeof prefixes; name: string }[] {
  try {
    return (Object.keys(prefixes) as (keyof typeof prefixes)[]).flatMap((scope) =>
      Object.keys(localStorage)
        .filter((name) => name.startsWith(`${prefixes[scope]}${user}.`))
        .map((name) => ({ scope, name })),
    );
  } catch {
    return [];
  }
}

export const hasLegacyOperations = (user: number): boolean => legacyNames(user).length > 0;

/** Moves what the user did in an earlier version to the outbox. */
export async function adoptLegacyOperations(user: number): Promise<void> {
  for (const { scope, name } of legacyNames(user)) {
    const operation = readOperation(scope, localStorage.getItem(name));
    if (operation) await putItem({ key: operation.key, user, scope, operation });
    localStorage.removeItem(name);
  }
}

function readOperation(scope: keyof typeof prefixes, text: string | null): Operation | undefined {
  try {
    const stored = JSON.parse(text ?? "null");
    const { operation, isTried }: LegacyTask = scope === "tasks" ? stored : { operation: stored, isTried: false };
    if (operation.kind === "add" && isTried) {
      // It had no Idempotency-Key: sending it again might add it twice.
      toast.error(`“${operation.task?.title}” may or may not have been added`, {
        description: "The page was closed before the answer arrived. Check, and add the task again if needed.",
      });
      return undefined;
    }
    return operation;
  } catch {
    // Not an operation.
    return undefined;
  }
}
