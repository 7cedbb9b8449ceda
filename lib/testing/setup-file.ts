import { vi } from "vitest";

const shared = globalThis as { [name: `stint${string}`]: unknown; testEnvironment?: NodeJS.ProcessEnv };

/**
 * Test files share a process, so that modules are imported once. All that the server remembers outside a database is in
 * `stint…` of globalThis: each file finds that, and the environment, as the first file did.
 */
function resetProcess(): void {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  shared.testEnvironment ??= { ...process.env };
  for (const name of Object.keys(process.env)) if (!(name in shared.testEnvironment)) delete process.env[name];
  Object.assign(process.env, shared.testEnvironment);
  for (const name of Object.keys(globalThis)) if (name.startsWith("stint")) delete shared[name as `stint${string}`];
}

resetProcess();
