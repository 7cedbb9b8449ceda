import { run } from "./run.ts";

/** Static checks: a display name, and the npm script. */
export const checks = [
  { name: "format and lint (Biome)", script: "lint" },
  { name: "types", script: "types" },
  { name: "import direction", script: "imports" },
  { name: "unused code", script: "unused" },
  { name: ".env.example and README", script: "env:check" },
];

/**
 * Runs every check, two at a time, and prints a line for each, with the output of a failing one.
 * @returns the names of those that failed
 */
export async function runChecks(): Promise<string[]> {
  const waiting = [...checks];
  const failed: string[] = [];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { ok, output } = await run(["npm", "run", "--silent", check.script], { quiet: true, limit: 300 });
      console.log(ok ? `ok      ${check.name}` : `\nFAILED  ${check.name}\n${output}`);
      if (!ok) failed.push(check.name);
    }
  };
  await Promise.all([work(), work()]);
  return failed;
}
