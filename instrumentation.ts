/** Next calls this once for each server process and waits for it before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startProcess } = await import("@/lib/startup.ts");
    await startProcess();
  }
}
