import { spawnSync } from "node:child_process";

/** How to run a command in separate Linux namespaces, as a container does. */
interface Unshared {
  /** What to put before the command; undefined where this system does not allow it. */
  prefix: string[] | undefined;
  /**
   * Appended to the name of tests that are skipped without it; empty when it is available, and on CI, where it is
   * required.
   */
  missing: string;
}

/** @param options of unshare(1), beyond those that get the rights for it */
export function unshared(...options: string[]): Unshared {
  const ways = [[], ["--user", "--map-root-user"]].map((rights) => ["unshare", ...rights, ...options]);
  const prefix = ways.find(([command = "", ...words]) => spawnSync(command, [...words, "true"]).status === 0);
  const needed = prefix !== undefined || process.env.CI === "true";
  return { prefix, missing: needed ? "" : ` (skipped: this system does not allow \`unshare ${options.join(" ")}\`)` };
}
