import { parseArgs } from "node:util";

/** The arguments after a command's name. */
export interface Given {
  words: string[];
  flags: Set<string>;
}

interface Takes {
  /** Maximum number of words. */
  words?: number;
  /** Options without a value, such as `force` for `--force`. */
  flags?: string[];
}

function parse({ words = 0, flags = [] }: Takes, given: string[]): Given | string {
  try {
    const options = Object.fromEntries(flags.map((name) => [name, { type: "boolean" as const }]));
    const { values, positionals } = parseArgs({ args: given, options, allowPositionals: true, strict: true });
    const extra = positionals[words];
    if (extra !== undefined) return `Unknown argument ${JSON.stringify(extra)}`;
    return { words: positionals, flags: new Set(Object.keys(values)) };
  } catch (error) {
    // parseArgs also explains how to quote the option; the first sentence is the error.
    return error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error);
  }
}

/**
 * Parses the command line of a command, before anything else is done. `--help` or `-h` prints `usage` and exits with 0;
 * an unknown option or word prints the error with the usage, and exits with 1.
 */
export function readCommandLine(usage: string, takes: Takes = {}, given: string[] = process.argv.slice(2)): Given {
  if (given.includes("--help") || given.includes("-h")) {
    console.log(usage);
    process.exit(0);
  }
  const parsed = parse(takes, given);
  if (typeof parsed !== "string") return parsed;
  console.error(`${parsed}.\n\n${usage}`);
  process.exit(1);
}
