import { verifyStats } from "@/lib/tracking/rebuild.ts";
import { CommandError, command } from "./environment.ts";

/**
 * `npm run stats:verify` compares `daily_stats` with the sessions and lists differences (exit code 1);
 * `npm run stats:rebuild` repairs them.
 */
const usage = `Usage: npm run stats:verify
       npm run stats:rebuild
Compares the stored statistics of each day with the sessions, and corrects them.`;

await command(usage, { words: 1 }, async ({ words: [word] }) => {
  if (word !== "verify" && word !== "rebuild") throw new CommandError(usage);
  const { accounts, differences } = await verifyStats(word === "rebuild");
  for (const { user_id, date, stored, actual } of differences) {
    const text = `${stored.seconds} s in ${stored.count} sessions`;
    console.log(`user ${user_id}, ${date}: stored ${text}, sessions say ${actual.seconds} s in ${actual.count}`);
  }
  console.log(`${accounts} accounts, ${differences.length} days differ${word === "rebuild" ? " (mended)" : ""}.`);
  if (word === "verify" && differences.length > 0) process.exitCode = 1;
});
