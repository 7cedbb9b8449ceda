import { DataFolderLocked, lockDataFolder } from "@/db/drivers/data-lock.ts";

// A process for tests: claims the given folder, reports the result, and holds it until its input ends. A second
// argument gives the lock's timings as JSON.
const [folder = "", times] = process.argv.slice(2);
try {
  await lockDataFolder(folder, times ? { times: JSON.parse(times) } : {});
  process.stdout.write("locked\n");
} catch (error) {
  process.stdout.write(error instanceof DataFolderLocked ? "refused\n" : `${String(error)}\n`);
}
process.stdin.resume();
