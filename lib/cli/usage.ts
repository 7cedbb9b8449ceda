import { parseArgs } from "node:util";

/** What was typed after a command's name. */
export interface Given {
  words: string[];
  flags: Set<string>;
}

interface Takes {
  /** How many words it takes at most. */
  words?: number;
  /** Options without a value, as `force` for `--force`. */
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
    // parseArgs goes on to say how to quote the option; the first sentence is what is wrong.
    return error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error);
  }
}

/**
 * Reads the command line of a command, before anything else is done. `--help` or `-h` prints `usage` and ends the
 * process with 0; an option or a word that the command does not know prints why, with the usage, and ends it with 1.
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
