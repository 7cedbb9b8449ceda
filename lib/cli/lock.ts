import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.ts";
import { readCommandLine } from "./usage.ts";

// npm run lock: adds to package-lock.json the native packages of other systems that a registry did not list when a
// dependency was added. `npm ci` rejects a lock without them, although it would not install them here.

interface Entry {
  version?: string;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

interface Lock {
  packages: Record<string, Entry>;
}

const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/** The platform of such packages, from their names: `@x/y-linux-arm64-musl`, `z-android-arm-eabi`. */
function platformOf(name: string): Pick<Entry, "os" | "cpu" | "libc"> | undefined {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (cpu.length === 0) return undefined;
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : ["glibc"];
  const hasLibc = os.includes("linux") && words.some((word) => /^(?:musl|gnu)/.test(word));
  return { cpu, ...(os.length > 0 && { os }), ...(hasLibc && { libc }) };
}

/** Whether a package at `path` resolves `name`, in its own folder or in one above. */
function finds(packages: Lock["packages"], path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, folder.lastIndexOf("/node_modules/"))) {
    if (`${folder}${folder && "/"}node_modules/${name}` in packages) return true;
    if (!folder.includes("/node_modules/")) return `node_modules/${name}` in packages;
  }
}

/** Adds what is missing to `lock` and returns the names. */
export function completeLock(lock: Lock): string[] {
  const added: string[] = [];
  for (const [path, { optionalDependencies = {}, dev, devOptional }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const platform = platformOf(name);
      if (!platform || !/^\d+\.\d+\.\d+/.test(version) || finds(lock.packages, path, name)) continue;
      lock.packages[`node_modules/${name}`] = {
        version,
        ...Object.fromEntries(
          Object.entries({
            ...platform,
            ...(dev && { dev }),
            ...(devOptional && { devOptional }),
            optional: true,
          }).sort(),
        ),
      };
      added.push(name);
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
  return added;
}

if (import.meta.main) {
  readCommandLine("Usage: npm run lock\nCompletes package-lock.json.");
  const file = join(root, "package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8")) as Lock;
  const added = completeLock(lock);
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length > 0 ? `Added: ${added.join(", ")}` : "Nothing is missing.");
}
