import type { Instrumentation } from "next";

/** Next calls this once for each server process and waits for it before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startProcess } = await import("@/lib/app/startup.ts");
    await startProcess();
  }
}

/** Next calls this for each error that a page or a server action lets out. */
export const onRequestError: Instrumentation.onRequestError = async (...failure) => {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { logPageError } = await import("@/lib/app/page-errors.ts");
    await logPageError(...failure);
  }
};
